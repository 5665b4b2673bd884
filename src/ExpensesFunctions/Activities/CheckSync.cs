using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Looks whether a sync has ended: the safety net under the event.</summary>
/// <param name="engine">The sync service.</param>
public sealed class CheckSync(RunEngine engine)
{
    /// <summary>Runs it. Without quota left nothing is known, and the run looks again at its next turn.</summary>
    /// <param name="input">The run and its sync.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>Whether it has ended.</returns>
    [Function(nameof(CheckSync))]
    public async Task<bool> RunAsync([ActivityTrigger] SettleRunV1 input, CancellationToken cancellationToken)
    {
        try
        {
            return (await engine.Service.GetSyncAsync(input.Run.CompanyKey(), new SyncId(input.Sync), cancellationToken)).IsFinished;
        }
        catch (ConnectorException failure) when (failure.Category == FailureCategory.RateLimited)
        {
            return false;
        }
    }
}
