using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>
/// Settles a run whose sync has ended: receipts, results, the end of the run. A child of the run the first time, of
/// <see cref="SettleRunAgainOrchestrator"/> when a retry of failed items has ended later.
/// </summary>
public static class SettleRunOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "SettleRun";

    /// <summary>The instance id of settling a run after one attempt of its sync.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">The attempt.</param>
    /// <returns>The instance id.</returns>
    public static string InstanceIdOf(string run, int attempt) => $"{run}:settle.{attempt}";

    /// <summary>Runs it.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">The run and its sync.</param>
    /// <returns>How the run's expenses ended.</returns>
    [Function(Name)]
    public static async Task<RunTotalsV1> Run([OrchestrationTrigger] TaskOrchestrationContext context, SettleRunV1 input)
    {
        var chunks = await SlidingWindow.RunAsync(
            Enumerable.Range(0, input.Run.Chunks),
            SlidingWindow.ReceiptChunks,
            chunk => context.CallSubOrchestratorAsync<RunTotalsV1>(
                AttachReceiptsOrchestrator.Name,
                new RunChunkV1(input.Run, input.Sync, chunk),
                new SubOrchestrationOptions(retry: null, $"{context.InstanceId}:{chunk}")));
        await context.CallActivityAsync(nameof(FinishRun), new FinishRunV1(input.Run, Error: null), Retries.Transient);
        return chunks.Aggregate(new RunTotalsV1(0, 0, 0), (sum, chunk) => sum + chunk);
    }
}
