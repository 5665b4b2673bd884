using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Activities;

/// <summary>Gives a sync its final code.</summary>
/// <param name="finishing">The work.</param>
/// <param name="logger">The log.</param>
public sealed class FinishSync(SyncFinishing finishing, ILogger<FinishSync> logger)
{
    /// <summary>Runs it.</summary>
    /// <param name="finish">The attempt and what is known.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When the code is stored.</returns>
    [Function(nameof(FinishSync))]
    public async Task RunAsync([ActivityTrigger] FinishSyncV1 finish, CancellationToken cancellationToken)
    {
        var sync = await finishing.FinishAsync(
            finish.Request, finish.Code == 0 ? null : (SyncStatusCode)finish.Code, finish.Message, cancellationToken);
        if (sync is { IsFinished: true })
        {
            logger.SyncEnded(sync.Id.Value, (int)sync.Code);
        }
    }
}
