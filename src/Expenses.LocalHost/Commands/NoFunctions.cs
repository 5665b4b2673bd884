using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Commands;

/// <summary>For an engine that only writes: it runs nothing.</summary>
internal sealed class NoFunctions : IDurableFunctions
{
    public bool HasOrchestrator(string name) => false;

    public bool HasActivity(string name) => false;

    public bool HasEntity(string name) => false;

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => throw Nothing();

    public Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
        => throw Nothing();

    public ValueTask<object?> RunEntityAsync(string name, TaskEntityOperation operation) => throw Nothing();

    private static InvalidOperationException Nothing() => new("This engine has not been started.");
}
