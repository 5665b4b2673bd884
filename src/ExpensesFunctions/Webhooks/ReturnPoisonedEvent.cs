using Expenses.Core.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Webhooks;

/// <summary>
/// An event that could not be spread, time after time, is tried again later: notices are promised for at least 72 hours
/// (reliability.md P5). What cannot be spread even then is logged as an error and stays in its blob.
/// </summary>
/// <param name="outbox">Published events.</param>
/// <param name="logger">The log.</param>
public sealed class ReturnPoisonedEvent(IEventOutbox outbox, ILogger<ReturnPoisonedEvent> logger)
{
    private const int MaximumRounds = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Runs it.</summary>
    /// <param name="published">The event.</param>
    /// <param name="cancellationToken">The host is stopping; the message comes again.</param>
    /// <returns>When it is queued again, or given up.</returns>
    [Function(nameof(ReturnPoisonedEvent))]
    public async Task RunAsync([QueueTrigger(DispatchWebhookEvent.Queue + "-poison")] PublishedEventV1 published, CancellationToken cancellationToken)
    {
        if (published.Round >= MaximumRounds)
        {
            logger.EventGivenUp(published.Message, published.Client);
            return;
        }

        logger.EventPoisoned(published.Message, published.Round);
        await outbox.EnqueueAsync(published with { Round = published.Round + 1 }, Pause, cancellationToken);
    }
}
