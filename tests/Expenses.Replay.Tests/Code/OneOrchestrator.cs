using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Replay.Tests.Code;

/// <summary>Today's code: one orchestrator, as a delegate.</summary>
internal sealed class OneOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> function) : IDurableFunctions
{
    public bool HasOrchestrator(string asked) => string.Equals(asked, name, StringComparison.OrdinalIgnoreCase);

    public bool HasActivity(string asked) => false;

    public bool HasEntity(string asked) => false;

    public Task<object?> RunOrchestratorAsync(string asked, TaskOrchestrationContext context) => function(context);

    public Task<object?> RunActivityAsync(string asked, string instanceId, string? serializedInput, CancellationToken cancellationToken)
        => throw new InvalidOperationException("A replay calls nothing.");

    public ValueTask<object?> RunEntityAsync(string asked, TaskEntityOperation operation)
        => throw new InvalidOperationException("A replay calls nothing.");
}
