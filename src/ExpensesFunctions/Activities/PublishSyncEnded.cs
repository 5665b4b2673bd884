using Expenses.Core.Syncs;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Publishes to the webhook consumers that an attempt of a sync has ended.</summary>
/// <param name="events">The work.</param>
public sealed class PublishSyncEnded(SyncEvents events)
{
    /// <summary>Runs it. Publishing twice is harmless: the event's id follows from the attempt.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is kept for delivery.</returns>
    [Function(nameof(PublishSyncEnded))]
    public Task RunAsync([ActivityTrigger] SyncRequestV1 request, CancellationToken cancellationToken) =>
        events.EndedAsync(request, cancellationToken);
}
