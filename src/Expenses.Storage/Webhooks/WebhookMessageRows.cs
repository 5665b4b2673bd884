using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Webhooks;

/// <summary>The rows of messages.</summary>
internal static class WebhookMessageRows
{
    // 50 attempts of this length, each character escaped, stay within a property's 32K characters.
    private const int ErrorLength = 80;

    public static string Partition(ClientId client, WebhookConsumerId consumer) => KeyText.Join(client.Value, consumer.Value);

    public static TableEntity Write(WebhookMessage message) => new(Partition(message.Client, message.Consumer), message.Id.NewestFirst())
    {
        [nameof(message.Id)] = message.Id.Value,
        [nameof(message.Recipient)] = message.Recipient,
        [nameof(message.EventType)] = message.EventType,
        [nameof(message.Company)] = message.Company?.Value,
        [nameof(message.Created)] = message.Created.ToUniversalTime(),
        [nameof(message.State)] = message.State.ToString(),
        [nameof(message.Round)] = message.Round,
        [nameof(message.Attempts)] = WebhookConsumerRows.Json<WebhookAttempt>(
            [.. message.Attempts.Select(attempt => attempt with { Error = LongText.Cut(attempt.Error, ErrorLength) })]),
        [nameof(message.NextAttempt)] = message.NextAttempt?.ToUniversalTime(),
    };

    public static WebhookMessage Read(ClientId client, WebhookConsumerId consumer, TableEntity row) => new()
    {
        Client = client,
        Consumer = consumer,
        Id = new WebhookMessageId(row.Text(nameof(WebhookMessage.Id))),
        Recipient = row.GetString(nameof(WebhookMessage.Recipient)),
        EventType = row.Text(nameof(WebhookMessage.EventType)),
        Company = row.GetString(nameof(WebhookMessage.Company)) is { } company ? new CompanyId(company) : null,
        Created = row.Instant(nameof(WebhookMessage.Created)),
        State = row.Name<WebhookMessageState>(nameof(WebhookMessage.State)),
        Round = row.Number(nameof(WebhookMessage.Round)),
        Attempts = WebhookConsumerRows.List<WebhookAttempt>(row, nameof(WebhookMessage.Attempts)),
        NextAttempt = row.OptionalInstant(nameof(WebhookMessage.NextAttempt)),
        ETag = row.ETag.ToString(),
    };
}
