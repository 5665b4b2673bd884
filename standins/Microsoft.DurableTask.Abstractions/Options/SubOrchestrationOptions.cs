namespace Microsoft.DurableTask;

/// <summary>How a sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    private readonly TaskVersion? _version;

    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId;
        _version = options.Version;
        if (options is SubOrchestrationOptions child)
        {
            InstanceId ??= child.InstanceId;
            _version = child.Version;
        }
    }

    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        InstanceId = options.InstanceId;
        _version = options._version;
    }

    public string? InstanceId { get; init; }

    public new TaskVersion? Version
    {
        get => _version;
        init => _version = value;
    }
}
