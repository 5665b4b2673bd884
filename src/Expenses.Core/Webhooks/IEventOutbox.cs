namespace Expenses.Core.Webhooks;

/// <summary>Names a stored event on its way to the consumers.</summary>
/// <param name="Client">Whose event.</param>
/// <param name="Message">Its message id.</param>
/// <param name="Round">How often it went around after its queue gave it up.</param>
/// <param name="TraceParent">The trace parent of what raised it; null when nothing was traced.</param>
public sealed record PublishedEventV1(string Client, string Message, int Round = 0, string? TraceParent = null);

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

/// <summary>
/// Events that were committed with what they tell. Who writes them publishes them right after; this is for those whose
/// writer died in between.
/// </summary>
public interface ICommittedEvents
{
    /// <summary>Publishes what was committed and not published. One that is published twice is one message.</summary>
    /// <param name="occurredBefore">Only events that are older, UTC; younger ones are their writer's business.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>How many were published.</returns>
    Task<int> PublishLeftAsync(DateTimeOffset occurredBefore, CancellationToken cancellationToken = default);
}
