using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Starts an attempt of a sync, or ends it when something it needs is missing.</summary>
/// <param name="loading">The work.</param>
/// <param name="events">Tells that it has begun.</param>
public sealed class LoadSync(SyncLoading loading, SyncEvents events)
{
    /// <summary>Runs it.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What there is to do.</returns>
    [Function(nameof(LoadSync))]
    public async Task<SyncPlanV1> RunAsync([ActivityTrigger] SyncRequestV1 request, CancellationToken cancellationToken)
    {
        var loaded = await loading.LoadAsync(request, cancellationToken);
        if (loaded is null)
        {
            return new SyncPlanV1(HasEnded: true);
        }

        await events.StartedAsync(request, cancellationToken);
        var capabilities = loaded.Capabilities;
        return new SyncPlanV1(
            HasEnded: false,
            loaded.ChunkCount,
            loaded.Connection.Id.Value,
            (Expenses.Core.Datasets.Dataset.ChunkSize + capabilities.BatchSize - 1) / capabilities.BatchSize,
            capabilities.RequestsPerWindow,
            (int)Math.Ceiling(capabilities.QuotaWindow.TotalSeconds),
            capabilities.ConcurrentRequests);
    }
}
