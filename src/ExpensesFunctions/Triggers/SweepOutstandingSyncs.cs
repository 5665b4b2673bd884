using System.Diagnostics;
using Expenses.Core.Syncs;
using Expenses.Core.Telemetry;
using ExpensesFunctions.Entities;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Triggers;

/// <summary>
/// Looks after syncs that have not ended, so that none is forgotten (P1): one whose request never reached its lane is
/// queued again, one whose orchestration ended without a word is ended with the reason and its lane goes on. Then after
/// the runs that wait for syncs, since it is as often as both want to be looked after.
/// </summary>
/// <param name="syncs">Sync records.</param>
/// <param name="queue">The queue to the lanes.</param>
/// <param name="ending">Ends a sync.</param>
/// <param name="runs">Looks after runs.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class SweepOutstandingSyncs(
    ISyncStore syncs,
    ISyncRequestQueue queue,
    SyncEnding ending,
    OutstandingRunCare runs,
    TimeProvider time,
    ILogger<SweepOutstandingSyncs> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs it, once a minute.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When all were looked at.</returns>
    [Function(nameof(SweepOutstandingSyncs))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var oldest = now;
        await foreach (var sync in syncs.ListOutstandingAsync(now - Patience, cancellationToken))
        {
            var asked = sync.Retried ?? sync.Requested;
            oldest = asked < oldest ? asked : oldest;
            await LookAfterAsync(sync, client, cancellationToken);
        }

        ExpensesMetrics.OldestOutstanding(now - oldest);
        await runs.LookAfterAsync(client, now - Patience, cancellationToken);
    }

    private async Task LookAfterAsync(SyncRecord sync, DurableTaskClient client, CancellationToken cancellationToken)
    {
        using var span = ExpensesTrace.Continue("sync sweep", ActivityKind.Internal, sync.TraceParent);
        var request = sync.ToRequest();
        var instance = await client.GetInstanceAsync(request.InstanceId(), cancellationToken);
        if (instance is null)
        {
            // The lane drops what it has already, so asking once more costs nothing.
            await FreeLaneAsync(request, client, cancellationToken);
            await queue.EnqueueAsync(request, cancellationToken);
        }
        else if (instance.IsCompleted)
        {
            logger.LostSync(sync.Id.Value, instance.RuntimeStatus.ToString());
            await ending.FailAsync(
                client, request, $"The sync's orchestration ended as {instance.RuntimeStatus}.", cancellationToken);
        }
    }

    // Whoever ends last of a sync tells its lane. An orchestration that was terminated behind the end of its record did not,
    // and no sync of the company would ever run again.
    private async Task FreeLaneAsync(SyncRequestV1 waiting, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var id = new EntityInstanceId(nameof(SyncLane), SyncLane.KeyOf(waiting));
        var lane = await client.Entities.GetEntityAsync<SyncLaneState>(id, includeState: true, cancellationToken);
        if (lane is { IncludesState: true, State.Running: { } running }
            && running != waiting
            && await client.GetInstanceAsync(running.InstanceId(), cancellationToken) is { IsCompleted: true } ended)
        {
            logger.StuckLane(running.Sync, ended.RuntimeStatus.ToString());
            await client.Entities.SignalEntityAsync(id, nameof(SyncLane.Completed), running, cancellation: cancellationToken);
        }
    }
}
