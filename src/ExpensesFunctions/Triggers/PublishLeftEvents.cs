using Expenses.Core.Telemetry;
using Expenses.Core.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Triggers;

/// <summary>
/// Publishes events whose change is stored and whose writer died before it could tell of it: no notice is lost between the
/// two (reliability.md P5). Then says how many messages wait, since it is as often as that wants to be known.
/// </summary>
/// <param name="events">The events.</param>
/// <param name="backlog">Messages that wait.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class PublishLeftEvents(
    ICommittedEvents events, IWebhookBacklog backlog, TimeProvider time, ILogger<PublishLeftEvents> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // The longest schedule of attempts lasts under eighteen days.
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromDays(20);

    /// <summary>Runs it, once a minute.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">The host is stopping; the next turn goes on.</param>
    /// <returns>When none is left.</returns>
    [Function(nameof(PublishLeftEvents))]
    public async Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var published = await events.PublishLeftAsync(time.GetUtcNow() - Patience, cancellationToken);
        if (published > 0)
        {
            logger.LeftEvents(published);
        }

        ExpensesMetrics.WebhookBacklog(await backlog.CountAsync(time.GetUtcNow() - LongestDelivery, cancellationToken));
    }
}
