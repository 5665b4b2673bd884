using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Gives a sync its final code.</summary>
/// <param name="finishing">The work.</param>
public sealed class FinishSync(SyncFinishing finishing)
{
    /// <summary>Runs it.</summary>
    /// <param name="finish">The attempt and what is known.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When the code is stored.</returns>
    [Function(nameof(FinishSync))]
    public Task RunAsync([ActivityTrigger] FinishSyncV1 finish, CancellationToken cancellationToken) =>
        finishing.FinishAsync(finish.Request, finish.Code == 0 ? null : (SyncStatusCode)finish.Code, finish.Message, cancellationToken);
}
