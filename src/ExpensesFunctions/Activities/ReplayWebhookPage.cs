using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Activities;

/// <summary>Starts again the deliveries of one page of a range of messages.</summary>
/// <param name="consumers">Consumers.</param>
/// <param name="messages">Messages.</param>
/// <param name="deliveries">Starts deliveries.</param>
public sealed class ReplayWebhookPage(IWebhookConsumerStore consumers, IWebhookMessageStore messages, WebhookDeliveries deliveries)
{
    private const int PageSize = 100;

    /// <summary>Runs it. A message whose replay was started and has not been tried yet is not started twice.</summary>
    /// <param name="replay">The range.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>How far it has come.</returns>
    [Function(nameof(ReplayWebhookPage))]
    public async Task<WebhookReplayPageV1> RunAsync(
        [ActivityTrigger] WebhookReplayV1 replay, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (owner, id) = (new ClientId(replay.Client), new WebhookConsumerId(replay.Consumer));
        if (await consumers.FindAsync(owner, id, cancellationToken) is not { } consumer)
        {
            return new WebhookReplayPageV1(Before: null, Started: 0);
        }

        var before = replay.Before is { } last ? new WebhookMessageId(last) : WebhookMessageId.At(replay.To);
        var page = await messages.ListAsync(owner, id, before, PageSize, cancellationToken);
        var inRange = page.TakeWhile(message => message.Created >= replay.From).ToList();
        var started = 0;
        foreach (var message in inRange.Where(message => IsWanted(message, replay)))
        {
            await deliveries.StartAsync(client, consumer, message, message.Round + 1, cancellationToken);
            started++;
        }

        return new WebhookReplayPageV1(inRange.Count == PageSize ? inRange[^1].Id.Value : null, started);
    }

    // What is still being tried needs no help.
    private static bool IsWanted(WebhookMessage message, WebhookReplayV1 replay) =>
        message.State == WebhookMessageState.Failure || (replay.IncludeDelivered && message.State == WebhookMessageState.Success);
}
