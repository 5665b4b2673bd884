using Expenses.Core.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Webhooks;

/// <summary>Takes a published event from its queue to the consumers.</summary>
/// <param name="dispatch">The work.</param>
public sealed class DispatchWebhookEvent(WebhookDispatch dispatch)
{
    /// <summary>The queue.</summary>
    public const string Queue = "webhook-events";

    /// <summary>Runs it. A repeat makes no second message.</summary>
    /// <param name="published">The event.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping; the message comes again.</param>
    /// <returns>When every delivery is started.</returns>
    [Function(nameof(DispatchWebhookEvent))]
    public Task RunAsync(
        [QueueTrigger(Queue)] PublishedEventV1 published, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        dispatch.DispatchAsync(client, published, cancellationToken);
}
