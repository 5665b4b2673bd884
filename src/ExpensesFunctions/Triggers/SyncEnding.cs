using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using ExpensesFunctions.Entities;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Triggers;

/// <summary>Ends a sync from outside its orchestration, as that would have: a final code, the event, the lane goes on.</summary>
/// <param name="syncs">Sync records.</param>
/// <param name="datasets">Datasets: without one nothing can be said of its transactions.</param>
/// <param name="work">Splits a sync.</param>
/// <param name="abandonment">Gives undecided transactions their final status.</param>
/// <param name="finishing">Ends the sync's record.</param>
public sealed class SyncEnding(
    ISyncStore syncs, IDatasetStore datasets, SyncWork work, ChunkAbandonment abandonment, SyncFinishing finishing)
{
    /// <summary>Ends it. Running it again changes nothing.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="request">The attempt.</param>
    /// <param name="reason">Why, for the sync's record.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When everybody will be told.</returns>
    public async Task FailAsync(DurableTaskClient client, SyncRequestV1 request, string reason, CancellationToken cancellationToken)
    {
        await AbandonAsync(request, reason, cancellationToken);
        await finishing.FinishAsync(request, SyncStatusCode.ServerError, reason, cancellationToken);
        await client.StartOnceAsync(PublishSyncEventOrchestrator.Name, request, $"{request.InstanceId()}:failed", cancellationToken);
        await client.Entities.SignalEntityAsync(
            new EntityInstanceId(nameof(SyncLane), SyncLane.KeyOf(request)), nameof(SyncLane.Completed), request, cancellation: cancellationToken);
    }

    // Undecided transactions of an ended sync would stay so for ever. The platform is not asked here, outside of its quota: what
    // was sent without an answer is unknown, and a retry asks.
    private async Task AbandonAsync(SyncRequestV1 request, string reason, CancellationToken cancellationToken)
    {
        var company = new CompanyKey(new ClientId(request.Client), new CompanyId(request.Company));
        var sync = await syncs.FindAsync(company, new SyncId(request.Sync), cancellationToken);
        if (sync is not { Stage: SyncStage.Pushing } || sync.Attempt != request.Attempt || !await HasDatasetsAsync(sync, cancellationToken))
        {
            return;
        }

        foreach (var chunk in await work.SplitAsync(sync, cancellationToken))
        {
            await abandonment.AbandonAsync(request, chunk.Number, reason, lookUp: false, cancellationToken);
        }
    }

    private async Task<bool> HasDatasetsAsync(SyncRecord sync, CancellationToken cancellationToken)
    {
        foreach (var id in sync.DatasetIds)
        {
            if (await datasets.FindAsync(sync.Company, id, cancellationToken) is null)
            {
                return false;
            }
        }

        return true;
    }
}
