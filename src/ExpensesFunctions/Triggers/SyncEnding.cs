using Expenses.Core.Syncs;
using ExpensesFunctions.Entities;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Triggers;

/// <summary>Ends a sync from outside its orchestration, as that would have: a final code, the event, the lane goes on.</summary>
/// <param name="finishing">Ends the sync's record.</param>
public sealed class SyncEnding(SyncFinishing finishing)
{
    /// <summary>Ends it. Running it again changes nothing.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="request">The attempt.</param>
    /// <param name="reason">Why, for the sync's record.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When everybody will be told.</returns>
    public async Task FailAsync(DurableTaskClient client, SyncRequestV1 request, string reason, CancellationToken cancellationToken)
    {
        await finishing.FinishAsync(request, SyncStatusCode.ServerError, reason, cancellationToken);
        var instanceId = $"{request.InstanceId()}:failed";
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                PublishSyncEventOrchestrator.Name, request, new StartOrchestrationOptions(instanceId), cancellationToken);
        }

        await client.Entities.SignalEntityAsync(
            new EntityInstanceId(nameof(SyncLane), SyncLane.KeyOf(request)), nameof(SyncLane.Completed), request, cancellation: cancellationToken);
    }
}
