using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Activities;

/// <summary>Tells the expense run that waits for a sync that it has ended; after a retry, has the run settled again.</summary>
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
        if (sync?.RunInstanceId is not { } run)
        {
            return;
        }

        var waiting = await client.GetInstanceAsync(run, cancellationToken);
        if (waiting is { IsCompleted: false })
        {
            await client.RaiseEventAsync(
                run, ExpenseRunOrchestrator.SyncCompletedEvent, new SyncCompletedV1(request.Sync, (int)sync.Code), cancellationToken);
        }
        else if (request.Attempt > 0 && await runs.FindAsync(company, new RunId(run), cancellationToken) is { } settled)
        {
            await SettleAsync(client, settled, request, cancellationToken);
        }
    }

    private async Task SettleAsync(DurableTaskClient client, ExpenseRun run, SyncRequestV1 request, CancellationToken cancellationToken)
    {
        var instanceId = SettleRunOrchestrator.InstanceIdOf(run.Id.Value, request.Attempt);
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                SettleRunOrchestrator.Name,
                new SettleRunV1(inputs.Of(run), request.Sync, request.Attempt),
                new StartOrchestrationOptions(instanceId),
                cancellationToken);
        }
    }
}
