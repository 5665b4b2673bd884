using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>A consumer as the contract shows it (codat-contract B104), and what we know besides. The secret is there when it is new.</summary>
internal sealed record ConsumerBody(
    string Id,
    string Url,
    IReadOnlyList<string> EventTypes,
    bool Disabled,
    IReadOnlyList<string> CompanyTags,
    WebhookStyle Style,
    DateTimeOffset Created,
    string? DisabledReason,
    DateTimeOffset? FailingSince,
    int? MaxMessagesPerSecond,
    string? Secret)
{
    public static ConsumerBody Of(WebhookConsumer consumer, string? secret = null) => new(
        consumer.Id.Value,
        consumer.Url,
        consumer.EventTypes,
        consumer.IsDisabled,
        consumer.CompanyTags,
        consumer.Style,
        consumer.Created,
        consumer.DisabledReason.Length > 0 ? consumer.DisabledReason : null,
        consumer.FailingSince,
        consumer.MaxPerSecond,
        secret);
}

/// <summary>The consumers of a client; not paged, there are fifty at most (codat-contract B103).</summary>
internal sealed record ConsumerList(IReadOnlyList<ConsumerBody> Results);

/// <summary>A legacy rule (codat-contract §2.16).</summary>
internal sealed record RuleBody(string Id, string Type, string? CompanyId, RuleNotifiers Notifiers)
{
    public static RuleBody Of(WebhookConsumer rule) =>
        new(rule.Id.Value, rule.RuleType!, rule.RuleCompany?.Value, new RuleNotifiers(rule.Emails, rule.Url.Length > 0 ? rule.Url : null));
}

/// <summary>Whom a legacy rule tells.</summary>
internal sealed record RuleNotifiers(IReadOnlyList<string> Emails, string? Webhook);

/// <summary>What consumers and rules can be told of (codat-contract M052).</summary>
internal sealed record EventTypeList(IReadOnlyList<string> EventTypes, IReadOnlyList<string> Raised, IReadOnlyList<string> RuleTypes);

/// <summary>A message with its attempts.</summary>
internal sealed record MessageBody(
    string Id,
    string EventType,
    string? CompanyId,
    string? Recipient,
    DateTimeOffset Created,
    WebhookMessageState Status,
    DateTimeOffset? NextAttempt,
    IReadOnlyList<WebhookAttempt> Attempts)
{
    public static MessageBody Of(WebhookMessage message) => new(
        message.Id.Value, message.EventType, message.Company?.Value, message.Recipient, message.Created, message.State, message.NextAttempt, message.Attempts);
}

/// <summary>A page of messages, newest first.</summary>
/// <param name="Results">The messages.</param>
/// <param name="Next">Where the page after it is; absent on the last.</param>
internal sealed record MessageList(IReadOnlyList<MessageBody> Results, string? Next);

/// <summary>A delivery that was started.</summary>
internal sealed record DeliveryStarted(string MessageId);

/// <summary>A replay that was started.</summary>
internal sealed record ReplayStarted(string ReplayId);
