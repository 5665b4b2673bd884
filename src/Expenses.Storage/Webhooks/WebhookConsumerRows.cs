using System.Text.Json;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Chunks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Webhooks;

/// <summary>The rows of webhook consumers and legacy rules.</summary>
internal static class WebhookConsumerRows
{
    public const string Id = "Id";

    /// <summary>The key of a numbered place; consumers and rules have places of their own.</summary>
    public static string Place(WebhookConsumer consumer, int number) => $"{(consumer.IsRule ? "rule" : "consumer")}-{number:D2}";

    public static TableEntity Write(WebhookConsumer consumer, string place) => new(KeyText.Encode(consumer.Client.Value), place)
    {
        [Id] = consumer.Id.Value,
        [nameof(consumer.Url)] = consumer.Url,
        [nameof(consumer.Emails)] = Json(consumer.Emails),
        [nameof(consumer.EventTypes)] = Json(consumer.EventTypes),
        [nameof(consumer.CompanyTags)] = Json(consumer.CompanyTags),
        [nameof(consumer.Style)] = consumer.Style.ToString(),
        [nameof(consumer.RuleType)] = consumer.RuleType,
        [nameof(consumer.RuleCompany)] = consumer.RuleCompany?.Value,
        [nameof(consumer.Created)] = consumer.Created.ToUniversalTime(),
        [nameof(consumer.Secrets)] = Json(consumer.Secrets),
        [nameof(consumer.ProtectedAuthorization)] = consumer.ProtectedAuthorization,
        [nameof(consumer.MaxPerSecond)] = consumer.MaxPerSecond,
        [nameof(consumer.IsDisabled)] = consumer.IsDisabled,
        [nameof(consumer.DisabledReason)] = consumer.DisabledReason,
        [nameof(consumer.FailingSince)] = consumer.FailingSince?.ToUniversalTime(),
    };

    public static WebhookConsumer Read(ClientId client, TableEntity row) => new()
    {
        Client = client,
        Id = new WebhookConsumerId(row.Text(Id)),
        Url = row.Text(nameof(WebhookConsumer.Url)),
        Emails = row.ContainsKey(nameof(WebhookConsumer.Emails)) ? List<string>(row, nameof(WebhookConsumer.Emails)) : [],
        EventTypes = List<string>(row, nameof(WebhookConsumer.EventTypes)),
        CompanyTags = List<string>(row, nameof(WebhookConsumer.CompanyTags)),
        Style = row.Name<WebhookStyle>(nameof(WebhookConsumer.Style)),
        RuleType = row.GetString(nameof(WebhookConsumer.RuleType)),
        RuleCompany = row.GetString(nameof(WebhookConsumer.RuleCompany)) is { } company ? new CompanyId(company) : null,
        Created = row.Instant(nameof(WebhookConsumer.Created)),
        Secrets = List<KeptSecret>(row, nameof(WebhookConsumer.Secrets)),
        ProtectedAuthorization = row.GetString(nameof(WebhookConsumer.ProtectedAuthorization)),
        MaxPerSecond = row.GetInt32(nameof(WebhookConsumer.MaxPerSecond)),
        IsDisabled = row.Flag(nameof(WebhookConsumer.IsDisabled)),
        DisabledReason = row.Text(nameof(WebhookConsumer.DisabledReason)),
        FailingSince = row.OptionalInstant(nameof(WebhookConsumer.FailingSince)),
        ETag = row.ETag.ToString(),
    };

    public static string Json<T>(IReadOnlyList<T> values) => JsonSerializer.Serialize(values, ChunkJson.Options);

    public static IReadOnlyList<T> List<T>(TableEntity row, string name) =>
        JsonSerializer.Deserialize<IReadOnlyList<T>>(row.Text(name), ChunkJson.Options)
        ?? throw new InvalidDataException($"Row '{row.PartitionKey}', '{row.RowKey}' has an empty '{name}'.");
}
