using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Webhooks;

/// <summary>Events about webhook consumers themselves; ours, not the contract's.</summary>
internal static class ConsumerEvents
{
    /// <summary>A consumer was switched off.</summary>
    public static PublishedEvent Disabled(WebhookConsumer consumer, DateTimeOffset at) => new()
    {
        Id = DerivedId.Guid("event", EventCatalogue.ConsumerDisabled, consumer.Id.Value, at.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Client = consumer.Client,
        Type = EventCatalogue.ConsumerDisabled,
        Occurred = at,
        Payload = JsonSerializer.Serialize(new DisabledPayload(consumer.Id.Value, consumer.Url, consumer.DisabledReason), ContractJson.Options),
    };

    /// <summary>The example a consumer asked for (codat-contract B113).</summary>
    public static PublishedEvent Test(WebhookConsumer consumer, string id, DateTimeOffset at) => new()
    {
        Id = id,
        Client = consumer.Client,
        Type = EventCatalogue.Test,
        Occurred = at,
        Payload = JsonSerializer.Serialize(new TestPayload(consumer.Id.Value, "This is a test of your webhook consumer."), ContractJson.Options),
        Legacy = new LegacyAlert("This is a test of your webhook consumer.", "{}"),
    };

    private sealed record DisabledPayload(string ConsumerId, string Url, string Reason);

    private sealed record TestPayload(string ConsumerId, string Message);
}
