using Expenses.Core.Errors;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>The way from a route to a consumer or a message: by the client of the API key; everything else is the same 404.</summary>
public sealed class WebhookAccess(IWebhookConsumerStore consumers, IWebhookMessageStore messages)
{
    /// <summary>Finds a consumer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The consumer; a rule is none.</returns>
    /// <exception cref="ContractException">404.</exception>
    public async Task<WebhookConsumer> RequireConsumerAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await FindAsync(request, id, cancellationToken) is { IsRule: false } consumer ? consumer : throw Refusals.NotFound("webhook", id);

    /// <summary>Finds a legacy rule.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ContractException">404.</exception>
    public async Task<WebhookConsumer> RequireRuleAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await FindAsync(request, id, cancellationToken) is { IsRule: true } rule ? rule : throw Refusals.NotFound("rule", id);

    /// <summary>Finds a consumer or a rule: both have messages.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>It.</returns>
    /// <exception cref="ContractException">404.</exception>
    public async Task<WebhookConsumer> RequireAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        await FindAsync(request, id, cancellationToken) ?? throw Refusals.NotFound("webhook", id);

    /// <summary>Finds a message of a consumer.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="messageId">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ContractException">404.</exception>
    public async Task<WebhookMessage> RequireMessageAsync(WebhookConsumer consumer, string messageId, CancellationToken cancellationToken) =>
        WebhookMessageId.IsWellFormed(messageId)
        && await messages.FindAsync(consumer.Client, consumer.Id, new WebhookMessageId(messageId), cancellationToken) is { } message
            ? message
            : throw Refusals.NotFound("message", messageId);

    private async Task<WebhookConsumer?> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) =>
        RouteId.TryGuid(id, out var guid)
            ? await consumers.FindAsync(RequestScope.Of(request).RequireClient(), new WebhookConsumerId(guid), cancellationToken)
            : null;
}
