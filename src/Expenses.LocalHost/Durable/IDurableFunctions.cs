using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable;

/// <summary>
/// The functions that the engine runs; names are matched without regard to case (durable-semantics §5).
/// </summary>
internal interface IDurableFunctions
{
    bool HasOrchestrator(string name);

    bool HasActivity(string name);

    bool HasEntity(string name);

    /// <summary>
    /// Called on the orchestration's thread: has to run synchronously to the first incomplete await of the orchestrator
    /// and must not hop threads before it. Once more for every replay. Gives the raw output object. What comes after the
    /// function may go on elsewhere if the context was shown the function's own task (<see cref="IWatchedOrchestration"/>);
    /// otherwise it counts as an illegal await of the orchestrator.
    /// </summary>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>Runs at least once for each scheduled call. The input is the argument's JSON, null when there is none.</summary>
    Task<object?> RunActivityAsync(
        string name, string instanceId, string? serializedInput, CancellationToken cancellationToken);

    /// <summary>Runs one operation; it is rolled back when this throws.</summary>
    ValueTask<object?> RunEntityAsync(string name, TaskEntityOperation operation);
}
