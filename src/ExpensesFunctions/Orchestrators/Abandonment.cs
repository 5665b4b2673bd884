using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Gives every undecided transaction of a chunk its final status.</summary>
internal static class Abandonment
{
    /// <summary>
    /// Asks the platform what became of those that were sent without an answer; where it cannot be asked, time after time, they
    /// stay unknown, and a retry of the sync asks again before it sends anything.
    /// </summary>
    public static async Task<bool> RunAsync(TaskOrchestrationContext context, SyncChunkV1 chunk, string reason)
    {
        try
        {
            return await context.CallActivityAsync<bool>(nameof(AbandonChunk), new AbandonChunkV1(chunk, reason), Retries.Transient);
        }
        catch (TaskFailedException)
        {
            return await context.CallActivityAsync<bool>(
                nameof(AbandonChunk), new AbandonChunkV1(chunk, reason, LookUp: false), Retries.Transient);
        }
    }
}
