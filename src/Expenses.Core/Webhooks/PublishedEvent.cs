using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>Something that happened, as it is told to webhook consumers; written down once and never changed.</summary>
public sealed record PublishedEvent
{
    /// <summary>The event's id, a GUID. What may be published twice has an id derived from what happened.</summary>
    public required string Id { get; init; }

    /// <summary>Whose event it is.</summary>
    public required ClientId Client { get; init; }

    /// <summary>The company it is about; null when it is about the client.</summary>
    public CompanyId? Company { get; init; }

    /// <summary>The company's tags as `key:value`, for consumers that filter by them (codat-contract B106).</summary>
    public IReadOnlyList<string> CompanyTags { get; init; } = [];

    /// <summary>The event type by its name of the new style; one of <see cref="EventCatalogue"/>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Occurred { get; init; }

    /// <summary>Names the work that raised it, as answers, logs and traces do; null when nothing was traced.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The new style's `payload` as JSON; null when the event has the legacy form only.</summary>
    public string? Payload { get; init; }

    /// <summary>The legacy form; null when the event has the new one only.</summary>
    public LegacyAlert? Legacy { get; init; }

    /// <summary>The id of the message that carries it, the same at every consumer and in every attempt.</summary>
    /// <returns>The id.</returns>
    public WebhookMessageId MessageId() => WebhookMessageId.Of(Client, Id, Occurred);

    /// <summary>The id of the mail that tells one address of it, the same in every attempt.</summary>
    /// <param name="rule">The rule that names the address.</param>
    /// <param name="recipient">The address.</param>
    /// <returns>The id.</returns>
    public WebhookMessageId MailId(WebhookConsumerId rule, string recipient) =>
        WebhookMessageId.Of(Client, $"{Id}/{rule}/{recipient.ToUpperInvariant()}", Occurred);
}

/// <summary>What a legacy rule says of an event (codat-contract §2.16).</summary>
/// <param name="Message">For a reader.</param>
/// <param name="Data">The body's `Data` as JSON.</param>
/// <param name="Connection">The body's `DataConnectionId`; null when the event is about none.</param>
public sealed record LegacyAlert(string Message, string Data, ConnectionId? Connection = null);
