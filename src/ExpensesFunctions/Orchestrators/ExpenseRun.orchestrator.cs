using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>
/// One expense run, as the sequence diagram draws it: create the dataset, initiate the sync, wait until it has completed,
/// attach the receipts of what landed, mark the expenses as uploaded (design section 3 step 3).
/// </summary>
public static class ExpenseRunOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "ExpenseRun";

    /// <summary>The external event it waits for, with a <see cref="SyncCompletedV1"/>.</summary>
    public const string SyncCompletedEvent = "SyncCompleted";

    /// <summary>Runs it.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="run">The run.</param>
    /// <returns>How its expenses ended.</returns>
    [Function(Name)]
    public static async Task<RunTotalsV1> Run([OrchestrationTrigger] TaskOrchestrationContext context, ExpenseRunV1 run)
    {
        try
        {
            var dataset = await StepAsync(context, nameof(CreateDataset), run);
            if (dataset.Error is not null)
            {
                return await FailAsync(context, run, dataset.Error);
            }

            var sync = await StepAsync(context, nameof(InitiateSync), run);
            if (sync.Error is not null)
            {
                return await FailAsync(context, run, sync.Error);
            }

            if (!await SyncCompletedAsync(context, run, sync.Id))
            {
                return await FailAsync(context, run, $"The sync did not end within {run.DeadlineHours} hours.");
            }

            return await context.CallSubOrchestratorAsync<RunTotalsV1>(
                SettleRunOrchestrator.Name,
                new SettleRunV1(run, sync.Id, Attempt: 0),
                new SubOrchestrationOptions(retry: null, SettleRunOrchestrator.InstanceIdOf(run.Run, attempt: 0)));
        }
        catch (TaskFailedException e)
        {
            return await FailAsync(context, run, FailureText.Of(e));
        }
    }

    private static Task<RunStepV1> StepAsync(TaskOrchestrationContext context, string activity, ExpenseRunV1 run) => ServiceQuota.WaitOutAsync(
        context, () => context.CallActivityAsync<RunStepV1>(activity, run, Retries.Transient), result => result.RetryAfterSeconds);

    // One waiter for the whole wait: an abandoned one would swallow the event. The event may be lost, so the sync's own
    // record is looked at between; the deadline is the caller's.
    private static async Task<bool> SyncCompletedAsync(TaskOrchestrationContext context, ExpenseRunV1 run, string sync)
    {
        var deadline = context.CurrentUtcDateTime.AddHours(run.DeadlineHours);
        var completed = context.WaitForExternalEvent<SyncCompletedV1>(SyncCompletedEvent);
        while (context.CurrentUtcDateTime < deadline)
        {
            using var cancellation = new CancellationTokenSource();
            var look = context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(run.CheckSeconds), cancellation.Token);
            if (await Task.WhenAny(completed, look) == completed)
            {
                cancellation.Cancel();
                return true;
            }

            if (await context.CallActivityAsync<bool>(nameof(CheckSync), new SettleRunV1(run, sync, Attempt: 0), Retries.Transient))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<RunTotalsV1> FailAsync(TaskOrchestrationContext context, ExpenseRunV1 run, string error)
    {
        await context.CallActivityAsync(nameof(FinishRun), new FinishRunV1(run, error), Retries.Transient);
        return new RunTotalsV1(0, 0, 0);
    }
}
