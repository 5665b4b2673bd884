using System.Diagnostics;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Telemetry;
using ExpensesFunctions.Entities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Triggers;

/// <summary>Takes a requested sync from the queue to its company's lane (design section 3 step 4).</summary>
/// <param name="syncs">Sync records.</param>
/// <param name="time">The clock.</param>
public sealed class StartQueuedSync(ISyncStore syncs, TimeProvider time)
{
    /// <summary>The queue.</summary>
    public const string Queue = "sync-requests";

    /// <summary>Runs it. A request whose sync has ended, or that a retry has overtaken, is dropped: the message was a repeat.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping; the message comes again.</param>
    /// <returns>When the lane has it.</returns>
    /// <exception cref="InvalidOperationException">There is no such sync; the message ends in the poison queue.</exception>
    [Function(nameof(StartQueuedSync))]
    public async Task RunAsync(
        [QueueTrigger(Queue)] SyncRequestV1 request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        using var span = ExpensesTrace.Continue($"{Queue} process", ActivityKind.Consumer, request.TraceParent);
        var company = new CompanyKey(new ClientId(request.Client), new CompanyId(request.Company));
        var sync = await syncs.FindAsync(company, new SyncId(request.Sync), cancellationToken)
            ?? throw new InvalidOperationException($"The queue asks for sync {request.Sync}, which is not stored.");
        ExpensesMetrics.TakenFromQueue(time.GetUtcNow() - (sync.Retried ?? sync.Requested), Queue);
        if (!sync.IsFinished && sync.Attempt == request.Attempt)
        {
            await client.Entities.SignalEntityAsync(
                new EntityInstanceId(nameof(SyncLane), SyncLane.KeyOf(request)), nameof(SyncLane.Enqueue), request, cancellation: cancellationToken);
        }
    }
}
