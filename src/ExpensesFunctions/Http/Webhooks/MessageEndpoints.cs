using Expenses.Core.Errors;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>The messages of a consumer or rule, and their replay (codat-contract B111, B113, B114); ours, the contract has them in its portal only.</summary>
public sealed class MessageEndpoints(
    WebhookAccess access, IWebhookMessageStore messages, WebhookDeliveries deliveries, WebhookDispatch dispatch, TimeProvider time)
{
    private const string Route = "webhooks/{webhookId}";

    // As long as the contract's portal recovers (codat-contract B111).
    private static readonly TimeSpan LongestReplay = TimeSpan.FromDays(WebhookOptions.ReplayableDays);

    /// <summary>Lists messages with their attempts, newest first. `before` and `pageSize` choose the page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="webhookId">The consumer or rule.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200.</returns>
    /// <exception cref="ContractException">400: paging; 404.</exception>
    [Function(nameof(GetWebhookMessages))]
    public async Task<IResult> GetWebhookMessages(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/messages")] HttpRequest request,
        string webhookId,
        CancellationToken cancellationToken)
    {
        var consumer = await access.RequireAsync(request, webhookId, cancellationToken);
        var page = MessagePage.From(request);
        var found = await messages.ListAsync(consumer.Client, consumer.Id, page.Before, page.Size, cancellationToken);
        return JsonAnswer.Ok(new MessageList([.. found.Select(MessageBody.Of)], found.Count == page.Size ? page.After(found[^1].Id) : null));
    }

    /// <summary>Gets one message with its attempts.</summary>
    /// <param name="request">The request.</param>
    /// <param name="webhookId">The consumer or rule.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetWebhookMessage))]
    public async Task<IResult> GetWebhookMessage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/messages/{messageId}")] HttpRequest request,
        string webhookId,
        string messageId,
        CancellationToken cancellationToken)
    {
        var consumer = await access.RequireAsync(request, webhookId, cancellationToken);
        return JsonAnswer.Ok(MessageBody.Of(await access.RequireMessageAsync(consumer, messageId, cancellationToken)));
    }

    /// <summary>Delivers one message again, under its own id.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="webhookId">The consumer or rule.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202.</returns>
    /// <exception cref="ContractException">404; 409: the consumer is disabled.</exception>
    [Function(nameof(PostWebhookMessageReplay))]
    public async Task<IResult> PostWebhookMessageReplay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/messages/{messageId}/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string webhookId,
        string messageId,
        CancellationToken cancellationToken)
    {
        var consumer = await RequireEnabledAsync(request, webhookId, cancellationToken);
        var message = await access.RequireMessageAsync(consumer, messageId, cancellationToken);
        await deliveries.StartAsync(client, consumer, message, message.Round + 1, cancellationToken);
        return JsonAnswer.Of(StatusCodes.Status202Accepted, new DeliveryStarted(message.Id.Value));
    }

    /// <summary>Delivers the failed messages of a range of time again; with `includeDelivered` all of them.</summary>
    /// <param name="request">The request; `{from, to, includeDelivered}`, at most fourteen days back.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="webhookId">The consumer or rule.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202.</returns>
    /// <exception cref="ContractException">400; 404; 409: the consumer is disabled.</exception>
    [Function(nameof(PostWebhookReplay))]
    public async Task<IResult> PostWebhookReplay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string webhookId,
        CancellationToken cancellationToken)
    {
        var consumer = await RequireEnabledAsync(request, webhookId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var replay = Parse(body, consumer);
        var id = IdempotencyKey.NewId(request, "webhook-replay", consumer.Id.Value);
        await client.StartOnceAsync(ReplayWebhooksOrchestrator.Name, replay, id, cancellationToken);
        return JsonAnswer.Of(StatusCodes.Status202Accepted, new ReplayStarted(id));
    }

    /// <summary>Sends an example, whatever the consumer subscribed to.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="webhookId">The consumer or rule.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>202 with the message.</returns>
    /// <exception cref="ContractException">404; 409: the consumer is disabled.</exception>
    [Function(nameof(PostWebhookTest))]
    public async Task<IResult> PostWebhookTest(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/test")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string webhookId,
        CancellationToken cancellationToken)
    {
        var consumer = await RequireEnabledAsync(request, webhookId, cancellationToken);
        var published = ConsumerEvents.Test(consumer, Guid.NewGuid().ToString("D"), time.GetUtcNow());
        var sent = await dispatch.SendAsync(client, consumer, published, cancellationToken);
        return JsonAnswer.Of(StatusCodes.Status202Accepted, new DeliveryStarted(sent[0].Id.Value));
    }

    private WebhookReplayV1 Parse(JsonBody body, WebhookConsumer consumer)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        var now = time.GetUtcNow();
        var from = reader?.Date("from") ?? now;
        var to = reader?.Find("to") is null ? now : reader.Date("to") ?? now;
        if (!errors.Any && (from > to || now - from > LongestReplay))
        {
            errors.Add("/from", $"'from' must be before 'to' and at most {LongestReplay.TotalDays:0} days ago.", "Range");
        }

        var includeDelivered = reader?.Flag("includeDelivered") ?? false;
        errors.ThrowIfAny();
        return new WebhookReplayV1(consumer.Client.Value, consumer.Id.Value, from, to, includeDelivered);
    }

    private async Task<WebhookConsumer> RequireEnabledAsync(HttpRequest request, string webhookId, CancellationToken cancellationToken)
    {
        var consumer = await access.RequireAsync(request, webhookId, cancellationToken);
        return consumer.IsDisabled
            ? throw new ContractException(StatusCodes.Status409Conflict, "The webhook consumer is disabled; switch it on first.")
            : consumer;
    }
}
