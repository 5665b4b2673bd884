using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Activities;

/// <summary>Tells the expense run that waits for a sync that it has ended; has it settled again when it was not this end that it waited for.</summary>
/// <param name="syncs">Sync records.</param>
/// <param name="runs">Expense runs.</param>
/// <param name="inputs">Makes the run's input.</param>
public sealed class RaiseSyncCompleted(ISyncStore syncs, IExpenseRunStore runs, ExpenseRunInputs inputs)
{
    /// <summary>Runs it. Telling twice is harmless: the event names its sync, the instance its attempt.</summary>
    /// <param name="request">The attempt that has ended.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is told.</returns>
    [Function(nameof(RaiseSyncCompleted))]
    public async Task RunAsync(
        [ActivityTrigger] SyncRequestV1 request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var company = new CompanyKey(new ClientId(request.Client), new CompanyId(request.Company));
        var sync = await syncs.FindAsync(company, new SyncId(request.Sync), cancellationToken);
        if (sync?.RunInstanceId is not { } run || sync.Attempt != request.Attempt)
        {
            // Nobody waits; or a retry runs already, and a run that settles now would take what is being retried for failed.
            return;
        }

        var waits = await client.GetInstanceAsync(run, cancellationToken) is { IsCompleted: false };
        if (waits)
        {
            await client.RaiseEventAsync(
                run, ExpenseRunOrchestrator.SyncCompletedEvent, new SyncCompletedV1(request.Sync, (int)sync.Code), cancellationToken);
        }

        // One that has not ended may be past its wait, and attach receipts by what an earlier attempt left.
        if ((request.Attempt > 0 || !waits) && await runs.FindAsync(company, new RunId(run), cancellationToken) is { } known)
        {
            await SettleAsync(client, known, request, cancellationToken);
        }
    }

    private async Task SettleAsync(DurableTaskClient client, ExpenseRun run, SyncRequestV1 request, CancellationToken cancellationToken)
    {
        var again = SettleRunAgainOrchestrator.InstanceIdOf(run.Id.Value, request.Attempt);
        if (await client.GetInstanceAsync(SettleRunOrchestrator.InstanceIdOf(run.Id.Value, request.Attempt), cancellationToken) is null)
        {
            await client.StartOnceAsync(
                SettleRunAgainOrchestrator.Name, new SettleRunV1(inputs.Of(run), request.Sync, request.Attempt), again, cancellationToken);
        }
    }
}
