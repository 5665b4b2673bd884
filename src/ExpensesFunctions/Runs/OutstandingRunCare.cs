using Expenses.Core.Runs;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Runs;

/// <summary>
/// Looks after runs that have not ended, so that none is forgotten (P1): one whose orchestration failed, as it does when
/// storage is away for longer than its patience, is begun again, and each of its steps finds what was done before. One that
/// an operator terminated ends with that reason.
/// </summary>
/// <param name="runs">Expense runs.</param>
/// <param name="inputs">Makes the durable input.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class OutstandingRunCare(
    IExpenseRunStore runs, ExpenseRunInputs inputs, TimeProvider time, ILogger<OutstandingRunCare> logger)
{
    /// <summary>Looks after the runs accepted before a time.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="createdBefore">The time.</param>
    /// <param name="cancellationToken">Gives up waiting; the next turn goes on.</param>
    /// <returns>When all were looked at.</returns>
    public async Task LookAfterAsync(DurableTaskClient client, DateTimeOffset createdBefore, CancellationToken cancellationToken)
    {
        await foreach (var run in runs.ListOutstandingAsync(createdBefore, cancellationToken))
        {
            var instance = await client.GetInstanceAsync(run.Id.Value, cancellationToken);
            if (instance is null or { IsCompleted: true })
            {
                await LookAfterAsync(client, run, instance?.RuntimeStatus, cancellationToken);
            }
        }
    }

    private async Task LookAfterAsync(
        DurableTaskClient client, ExpenseRun listed, OrchestrationRuntimeStatus? status, CancellationToken cancellationToken)
    {
        // It may have ended between the two looks; read behind the end of its orchestration, it says so.
        if (await runs.FindAsync(listed.Company, listed.Id, cancellationToken) is not { HasEnded: false } run)
        {
            return;
        }

        Lost(logger, run.Id.Value, status?.ToString() ?? "lost");
        if (status == OrchestrationRuntimeStatus.Terminated)
        {
            await runs.UpdateAsync(
                run with { Status = ExpenseRunStatus.Failed, ErrorMessage = "The run was terminated by an operator.", Completed = time.GetUtcNow() },
                cancellationToken);
            return;
        }

        if (status is null)
        {
            // Its request may be starting it just now.
            await client.StartOnceAsync(ExpenseRunOrchestrator.Name, inputs.Of(run), run.Id.Value, cancellationToken);
            return;
        }

        await client.ScheduleNewOrchestrationInstanceAsync(
            ExpenseRunOrchestrator.Name, inputs.Of(run), new StartOrchestrationOptions(run.Id.Value), cancellationToken);
    }

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "Run {RunId} has not ended, but its orchestration has, as {Status}")]
    private static partial void Lost(ILogger logger, string runId, string status);
}
