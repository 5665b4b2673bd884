using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>Webhook consumers and legacy rules; few per client, so they are read together.</summary>
public interface IWebhookConsumerStore
{
    /// <summary>The most consumers a client may have, and the most rules (codat-contract B104).</summary>
    const int MaximumPerClient = 50;

    /// <summary>Stores a new consumer. The limit holds however many are created at once.</summary>
    /// <param name="consumer">The consumer; the same id again gives the stored one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stored consumer; null when the client has <see cref="MaximumPerClient"/> of its kind.</returns>
    Task<WebhookConsumer?> AddAsync(WebhookConsumer consumer, CancellationToken cancellationToken = default);

    /// <summary>All consumers and rules of a client, oldest first.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The consumers.</returns>
    Task<IReadOnlyList<WebhookConsumer>> ListAsync(ClientId client, CancellationToken cancellationToken = default);

    /// <summary>Finds one.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The consumer, or null.</returns>
    Task<WebhookConsumer?> FindAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default);

    /// <summary>Writes a changed consumer if nobody changed it since it was read.</summary>
    /// <param name="consumer">The changed consumer, with the ETag it was read with.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The consumer with its new ETag.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed or deleted it.</exception>
    Task<WebhookConsumer> UpdateAsync(WebhookConsumer consumer, CancellationToken cancellationToken = default);

    /// <summary>Deletes a consumer; what is under way for it ends without another attempt (codat-contract B105).</summary>
    /// <param name="client">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone.</returns>
    Task DeleteAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default);

    /// <summary>Whether one of this id was deleted. Its id names nothing ever again: its messages are not another one's.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False for one that is there and for one that never was.</returns>
    Task<bool> WasDeletedAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default);
}
