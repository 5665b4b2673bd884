using Expenses.Core.Connectors;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using ExpensesFunctions.Runs;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Http.Runs;

/// <summary>How the sync of a run stands, wherever it is.</summary>
/// <param name="engine">The sync service of runs.</param>
/// <param name="syncs">Sync records of this service.</param>
/// <param name="logger">The log.</param>
public sealed partial class RunSyncView(RunEngine engine, ISyncStore syncs, ILogger<RunSyncView> logger)
{
    /// <summary>Reads it. A remote account that does not answer now leaves the sync out: the run is known all the same.</summary>
    /// <param name="run">The run.</param>
    /// <param name="progress">What became of its expenses so far.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync, and how many of its transactions ended how; of a remote one, what the run has marked, and before that what the account says.</returns>
    internal async Task<(SyncRecord? Sync, SyncCounts Counts)> ReadAsync(ExpenseRun run, RunProgress progress, CancellationToken cancellationToken)
    {
        if (run.Sync is not { } started)
        {
            return (null, new SyncCounts());
        }

        if (!engine.IsRemote)
        {
            var sync = await syncs.FindAsync(run.Company, started, cancellationToken);
            return (sync, sync is null ? new SyncCounts() : await syncs.ReadProgressAsync(run.Company, started, cancellationToken));
        }

        var counts = new SyncCounts { Completed = progress.Uploaded + progress.Synced, PushErrors = progress.Failed };
        try
        {
            var sync = await engine.Service.GetSyncAsync(run.Company, started, cancellationToken);
            return (sync, counts.Total > 0 ? counts : await engine.Service.CountAsync(run.Company, started, cancellationToken));
        }
        catch (ConnectorException failure)
        {
            Unknown(logger, failure, started.Value);
            return (null, counts);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "The remote account does not say how sync {Sync} stands")]
    private static partial void Unknown(ILogger logger, Exception failure, string sync);
}
