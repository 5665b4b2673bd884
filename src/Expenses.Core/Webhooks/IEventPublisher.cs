namespace Expenses.Core.Webhooks;

/// <summary>Takes events for the webhook consumers of a client. Who it reaches, and how often it is tried, is decided behind it.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Keeps the event for delivery. Publishing one <see cref="PublishedEvent.Id"/> of one time again is harmless: it is one message.
    /// </summary>
    /// <param name="published">What happened.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When the event is stored and will be delivered, whatever dies.</returns>
    Task PublishAsync(PublishedEvent published, CancellationToken cancellationToken = default);
}
