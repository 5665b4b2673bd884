using Microsoft.DurableTask;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>Activities and sub-orchestrations, with their retries (durable-semantics §5).</summary>
internal sealed partial class LocalOrchestrationContext
{
    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        execution.Thread.Check();
        CheckArguments(name, input, options);
        var version = options?.Version?.Version ?? execution.Start!.Version;
        var payload = $"[{execution.Converter.Serialize(input) ?? "null"}]";
        var result = await Retries.RunAsync(this, options?.Retry, () => execution.CallActivity(name.Name, version, payload));
        return execution.Converter.Deserialize<TResult>(result)!;
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        execution.Thread.Check();
        CheckArguments(orchestratorName, input, options);
        execution.Entities.CheckSubOrchestration();
        var child = options as SubOrchestrationOptions;
        // One id for all attempts: a retry replaces the failed child.
        var instanceId = child?.InstanceId ?? execution.NewGuid().ToString("N");
        if (instanceId.StartsWith('@'))
        {
            throw new ArgumentException("The id of an orchestration must not start with '@'.", nameof(options));
        }

        var version = execution.Services.Options.Versions.OfChild(child?.Version ?? options?.Version);
        var payload = execution.Converter.Serialize(input);
        var tags = MergeTags(options?.Tags);
        var result = await Retries.RunAsync(
            this, options?.Retry, () => execution.CallSubOrchestration(orchestratorName.Name, version, instanceId, payload, tags));
        return execution.Converter.Deserialize<TResult>(result)!;
    }

    private static void CheckArguments(TaskName name, object? input, TaskOptions? options)
    {
        if (string.IsNullOrEmpty(name.Name))
        {
            throw new ArgumentException("The name of the function to call is missing.", nameof(name));
        }

        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "Options were given as the input of the call: name the argument, or pass null as the input.", nameof(input));
        }
    }

    private IReadOnlyDictionary<string, string>? MergeTags(IDictionary<string, string>? own)
    {
        var inherited = execution.Start!.Tags;
        if (own is null or { Count: 0 })
        {
            return inherited;
        }

        var merged = new Dictionary<string, string>(inherited ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (key, value) in own)
        {
            merged[key] = value;
        }

        return merged;
    }
}
