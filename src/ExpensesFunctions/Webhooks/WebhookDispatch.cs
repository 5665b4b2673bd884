using System.Diagnostics;
using Expenses.Core.Telemetry;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Webhooks.Mail;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Webhooks;

/// <summary>Spreads a published event: a message for every consumer that takes it.</summary>
/// <param name="outbox">Published events.</param>
/// <param name="consumers">Consumers.</param>
/// <param name="messages">Messages.</param>
/// <param name="deliveries">Starts deliveries.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookDispatch(
    IEventOutbox outbox, IWebhookConsumerStore consumers, IWebhookMessageStore messages, WebhookDeliveries deliveries, TimeProvider time)
{
    /// <summary>Spreads one event. Doing it again makes no second message.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="reference">The event.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When every delivery is started.</returns>
    public async Task DispatchAsync(DurableTaskClient client, PublishedEventV1 reference, CancellationToken cancellationToken)
    {
        using var span = ExpensesTrace.Continue($"{DispatchWebhookEvent.Queue} process", ActivityKind.Consumer, reference.TraceParent);
        var published = await outbox.ReadAsync(reference, cancellationToken);
        ExpensesMetrics.TakenFromQueue(time.GetUtcNow() - published.Occurred, DispatchWebhookEvent.Queue);
        foreach (var consumer in await consumers.ListAsync(published.Client, cancellationToken))
        {
            if (consumer.Takes(published))
            {
                await SendAsync(client, consumer, published, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Makes the message of one consumer; for a rule that names e-mail addresses, one for each of them besides. For one that is
    /// switched off they are kept, to be replayed, and not sent (codat-contract B107).
    /// </summary>
    /// <param name="client">The durable client.</param>
    /// <param name="consumer">The consumer.</param>
    /// <param name="published">The event.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>The messages: first that to its URL, then the mails in the rule's order.</returns>
    public async Task<IReadOnlyList<WebhookMessage>> SendAsync(
        DurableTaskClient client, WebhookConsumer consumer, PublishedEvent published, CancellationToken cancellationToken)
    {
        var sent = new List<WebhookMessage>();
        if (consumer.Url.Length > 0)
        {
            var message = MessageOf(consumer, published, published.MessageId());
            sent.Add(await SendAsync(client, consumer, message, WebhookBody.Of(published, consumer), cancellationToken));
        }

        foreach (var recipient in consumer.Emails)
        {
            var mail = MessageOf(consumer, published, published.MailId(consumer.Id, recipient)) with { Recipient = recipient };
            sent.Add(await SendAsync(client, consumer, mail, MailText.Of(published, consumer).ToBytes(), cancellationToken));
        }

        return sent;
    }

    private static WebhookMessage MessageOf(WebhookConsumer consumer, PublishedEvent published, WebhookMessageId id) => new()
    {
        Client = consumer.Client,
        Consumer = consumer.Id,
        Id = id,
        EventType = published.Type,
        Company = published.Company,
        Created = published.Occurred,
        State = consumer.IsDisabled ? WebhookMessageState.Failure : WebhookMessageState.Sending,
    };

    private async Task<WebhookMessage> SendAsync(
        DurableTaskClient client, WebhookConsumer consumer, WebhookMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await messages.AddAsync(message, body, cancellationToken);
        if (!consumer.IsDisabled)
        {
            await deliveries.StartAsync(client, consumer, message, round: 0, cancellationToken);
        }

        return message;
    }
}
