using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>What the orchestrator function sees; every member is for its own thread only.</summary>
internal sealed partial class LocalOrchestrationContext(OrchestrationExecution execution) : TaskOrchestrationContext, IWatchedOrchestration
{
    // Documented as 16 KB of UTF-16 (durable-semantics §8).
    private const int MaxCustomStatusLength = 16 * 1024 / sizeof(char);

    public override TaskName Name => Checked.Start!.Name;

    public override string InstanceId => Checked.InstanceId;

    public override string Version => Checked.Start!.Version;

    public override ParentOrchestrationInstance? Parent
        => Checked.Start!.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => Checked.Now;

    // Read by the replay-safe logger, which may be used from a continuation the orchestrator does not wait for.
    public override bool IsReplaying => execution.IsReplaying;

    public override TaskOrchestrationEntityFeature Entities => Checked.Entities;

    protected override ILoggerFactory LoggerFactory => execution.Services.Loggers;

    private OrchestrationExecution Checked
    {
        get
        {
            execution.Thread.Check();
            return execution;
        }
    }

    public override T? GetInput<T>()
        where T : default
        => execution.Converter.Deserialize<T>(Checked.Start!.Input);

    void IWatchedOrchestration.Watch(Task function) => execution.Thread.WatchFunction(function);

    public override Guid NewGuid() => Checked.NewGuid();

    public override void SetCustomStatus(object? customStatus)
    {
        var serialized = Checked.Converter.Serialize(customStatus);
        if (serialized?.Length > MaxCustomStatusLength)
        {
            throw new ArgumentException(
                $"A custom status may have {MaxCustomStatusLength} characters of JSON (16 KB of UTF-16); this one has {serialized.Length}.",
                nameof(customStatus));
        }

        execution.CustomStatus = serialized;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
        => ContinueAsNew(newInput, preserveUnprocessedEvents, newVersion: null);

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents, options.NewVersion);
    }

    private void ContinueAsNew(object? newInput, bool preserveUnprocessedEvents, string? newVersion)
    {
        Checked.Next = new NextGeneration(execution.Converter.Serialize(newInput), newVersion);
        if (!preserveUnprocessedEvents)
        {
            return;
        }

        foreach (var (name, payload) in execution.Events.TakeUnread())
        {
            SendRaw(execution.InstanceId, name, payload);
        }
    }
}
