namespace Expenses.Core.Webhooks;

/// <summary>Names a stored event on its way to the consumers.</summary>
/// <param name="Client">Whose event.</param>
/// <param name="Message">Its message id.</param>
/// <param name="Round">How often it went around after its queue gave it up.</param>
public sealed record PublishedEventV1(string Client, string Message, int Round = 0);

/// <summary>Events that were published and are on their way to the consumers.</summary>
public interface IEventOutbox
{
    /// <summary>Reads an event.</summary>
    /// <param name="published">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The event.</returns>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    Task<PublishedEvent> ReadAsync(PublishedEventV1 published, CancellationToken cancellationToken = default);

    /// <summary>Hands an event to its queue again.</summary>
    /// <param name="published">Which.</param>
    /// <param name="after">Not before so long.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is queued.</returns>
    Task EnqueueAsync(PublishedEventV1 published, TimeSpan after, CancellationToken cancellationToken = default);
}
