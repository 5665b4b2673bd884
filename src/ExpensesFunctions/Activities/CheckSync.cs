using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Looks whether a sync has ended: the safety net under the event.</summary>
/// <param name="service">The sync service.</param>
public sealed class CheckSync(IExpenseSyncService service)
{
    /// <summary>Runs it.</summary>
    /// <param name="input">The run and its sync.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>Whether it has ended.</returns>
    [Function(nameof(CheckSync))]
    public async Task<bool> RunAsync([ActivityTrigger] SettleRunV1 input, CancellationToken cancellationToken) =>
        (await service.GetSyncAsync(input.Run.CompanyKey(), new SyncId(input.Sync), cancellationToken)).IsFinished;
}
