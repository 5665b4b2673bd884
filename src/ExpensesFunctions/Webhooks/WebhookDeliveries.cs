using Expenses.Core.Webhooks;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks;

/// <summary>Starts deliveries: one durable orchestration for each message, consumer and round.</summary>
/// <param name="options">The schedule.</param>
public sealed class WebhookDeliveries(IOptions<WebhookOptions> options)
{
    /// <summary>Starts one. Starting it again is harmless.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="consumer">The consumer.</param>
    /// <param name="message">The message.</param>
    /// <param name="round">0, or the number of the replay.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it is started.</returns>
    public async Task StartAsync(
        DurableTaskClient client, WebhookConsumer consumer, WebhookMessage message, int round, CancellationToken cancellationToken)
    {
        var instanceId = DeliverWebhookOrchestrator.InstanceIdOf(message.Consumer.Value, message.Id.Value, round);
        var delivery = new WebhookDeliveryV1(
            message.Client.Value,
            message.Consumer.Value,
            message.Id.Value,
            round,
            DeliverySchedule.SecondsOf(options.Value.Waits(), message.Id, message.Consumer),
            consumer.MaxPerSecond ?? 0);
        await client.StartOnceAsync(DeliverWebhookOrchestrator.Name, delivery, instanceId, cancellationToken);
    }
}
