using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>Messages to consumers, newest first, with their bodies.</summary>
public interface IWebhookMessageStore
{
    /// <summary>Stores a message and its body. Adding the same again is harmless: what was stored first stays.</summary>
    /// <param name="message">The message.</param>
    /// <param name="body">The body, byte by byte as every attempt sends it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When both are stored.</returns>
    Task AddAsync(WebhookMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default);

    /// <summary>Finds a message.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="consumer">The consumer.</param>
    /// <param name="id">Which; well formed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message, or null.</returns>
    Task<WebhookMessage?> FindAsync(
        ClientId client, WebhookConsumerId consumer, WebhookMessageId id, CancellationToken cancellationToken = default);

    /// <summary>Reads a message's body.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bytes.</returns>
    Task<ReadOnlyMemory<byte>> ReadBodyAsync(WebhookMessage message, CancellationToken cancellationToken = default);

    /// <summary>Writes a changed message if nobody changed it since it was read.</summary>
    /// <param name="message">The changed message, with the ETag it was read with.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed it.</exception>
    Task UpdateAsync(WebhookMessage message, CancellationToken cancellationToken = default);

    /// <summary>A range of messages, newest first; reads only what it gives.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="consumer">The consumer.</param>
    /// <param name="before">Only messages older than this one; null from the newest.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The messages.</returns>
    Task<IReadOnlyList<WebhookMessage>> ListAsync(
        ClientId client, WebhookConsumerId consumer, WebhookMessageId? before, int count, CancellationToken cancellationToken = default);
}
