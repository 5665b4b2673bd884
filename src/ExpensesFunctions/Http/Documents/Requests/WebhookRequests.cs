namespace ExpensesFunctions.Http.Documents.Requests;

internal sealed record WebhookRequest(
    string Url,
    IReadOnlyList<string> EventTypes,
    IReadOnlyList<string>? CompanyTags,
    bool? Disabled,
    string? Style,
    string? Authorization,
    int? MaxMessagesPerSecond);

internal sealed record WebhookSwitchRequest(bool? Disabled, int? MaxMessagesPerSecond);

internal sealed record RuleRequest(string Type, string? CompanyId, RuleNotifiersRequest Notifiers, string? Authorization);

internal sealed record RuleNotifiersRequest(IReadOnlyList<string>? Emails, string? Webhook);

internal sealed record ReplayRequest(string From, string? To, bool? IncludeDelivered);

internal sealed record SandboxFaultRequest(string Kind, int? AfterWrites);
