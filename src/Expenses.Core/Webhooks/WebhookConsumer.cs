using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>How the body of a message is written.</summary>
public enum WebhookStyle
{
    /// <summary>`id`, `eventType`, `generatedDate`, `payload`.</summary>
    New,

    /// <summary>The alert of a legacy rule, in PascalCase.</summary>
    Legacy,
}

/// <summary>An address that events are sent to: a webhook consumer (codat-contract B104), or a legacy rule (B126) when it has a type.</summary>
public sealed record WebhookConsumer
{
    /// <summary>Whose consumer it is.</summary>
    public required ClientId Client { get; init; }

    /// <summary>Its id.</summary>
    public required WebhookConsumerId Id { get; init; }

    /// <summary>
    /// Where messages go; checked by <see cref="WebhookAddress"/> and, at each connection, by its addresses. Empty for a rule
    /// that tells by e-mail only.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>Whom a legacy rule tells by e-mail (codat-contract B127); each a <see cref="MailAddress"/>.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>The event types it takes, canonical names; empty takes all.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>`key:value` filters, case-sensitive: one match is enough; empty takes all companies (codat-contract B106).</summary>
    public IReadOnlyList<string> CompanyTags { get; init; } = [];

    /// <summary>How bodies are written.</summary>
    public WebhookStyle Style { get; init; }

    /// <summary>The legacy rule's type; null for a webhook consumer.</summary>
    public string? RuleType { get; init; }

    /// <summary>The one company a legacy rule is about; null for all.</summary>
    public CompanyId? RuleCompany { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The signing secrets, newest first, encrypted; older ones sign as well until they expire.</summary>
    public IReadOnlyList<KeptSecret> Secrets { get; init; } = [];

    /// <summary>The value of the `Authorization` header (codat-contract B112, B128), encrypted; null for none.</summary>
    public string? ProtectedAuthorization { get; init; }

    /// <summary>How many messages a second it wants at most (codat-contract B115); null for as they come.</summary>
    public int? MaxPerSecond { get; init; }

    /// <summary>Nothing is sent while it is.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Why it was switched off; empty when its owner did, or when it is on.</summary>
    public string DisabledReason { get; init; } = "";

    /// <summary>Since when every attempt has failed, UTC; null while attempts succeed.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Whether it is a legacy rule.</summary>
    public bool IsRule => RuleType is not null;

    /// <summary>Whether an event is for this consumer; whether it is disabled is another question.</summary>
    /// <param name="published">The event.</param>
    /// <returns>Whether it is.</returns>
    public bool Takes(PublishedEvent published) => published.Client == Client && TakesType(published) && TakesCompany(published);

    private bool TakesType(PublishedEvent published)
    {
        var kind = EventCatalogue.KindOf(published.Type);
        return EventTypes.Count == 0
            || EventTypes.Contains(kind.Name, StringComparer.Ordinal)
            || (kind.LegacyName is not null && EventTypes.Contains(kind.LegacyName, StringComparer.Ordinal));
    }

    // An event of the client, such as a rate limit, has no company to filter by.
    private bool TakesCompany(PublishedEvent published) =>
        published.Company is null
        || ((RuleCompany is null || RuleCompany == published.Company)
            && (CompanyTags.Count == 0 || CompanyTags.Intersect(published.CompanyTags, StringComparer.Ordinal).Any()));
}

/// <summary>A signing secret at rest.</summary>
/// <param name="Protected">The encrypted secret.</param>
/// <param name="Expires">When it stops to sign, UTC; null for the one in force.</param>
public sealed record KeptSecret(string Protected, DateTimeOffset? Expires = null);
