using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>
/// Settles a run for an attempt of its sync that the run itself did not wait for: a retry of failed items, or a sync that
/// ended after its run had given up. Two that settle at a time would write stale results over new ones and attach a file
/// twice, so it waits until everybody before it is through.
/// </summary>
public static class SettleRunAgainOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "SettleRunAgain";

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The instance id of settling a run again after one attempt of its sync.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">The attempt.</param>
    /// <returns>The instance id.</returns>
    public static string InstanceIdOf(string run, int attempt) => $"{run}:again.{attempt}";

    /// <summary>Runs it.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">The run and its sync.</param>
    /// <returns>How the run's expenses ended.</returns>
    [Function(Name)]
    public static async Task<RunTotalsV1> Run([OrchestrationTrigger] TaskOrchestrationContext context, SettleRunV1 input)
    {
        var wait = FirstLook;
        while (await context.CallActivityAsync<bool>(nameof(IsBeingSettled), input, Retries.Transient))
        {
            await context.CreateTimer(context.CurrentUtcDateTime + wait, CancellationToken.None);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }

        return await context.CallSubOrchestratorAsync<RunTotalsV1>(
            SettleRunOrchestrator.Name,
            input,
            new SubOrchestrationOptions(retry: null, SettleRunOrchestrator.InstanceIdOf(input.Run.Run, input.Attempt)));
    }
}
