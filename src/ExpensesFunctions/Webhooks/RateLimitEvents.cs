using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Webhooks;

/// <summary>The events of a client's quota of requests (codat-contract B098, §2.16), for whoever keeps the quota.</summary>
/// <param name="publisher">Takes events.</param>
public sealed class RateLimitEvents(IEventPublisher publisher)
{
    /// <summary>Publishes that the quota is used up, or full again. Each process that notices says so: consumers may hear it more than once, under one event id.</summary>
    /// <param name="client">The client.</param>
    /// <param name="quota">How many requests a window has.</param>
    /// <param name="remaining">How many are left; 0 when it is used up.</param>
    /// <param name="expiry">When the window ends, UTC.</param>
    /// <param name="occurred">When it happened, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is kept for delivery.</returns>
    public Task PublishAsync(
        ClientId client, int quota, int remaining, DateTimeOffset expiry, DateTimeOffset occurred, CancellationToken cancellationToken)
    {
        var type = remaining == 0 ? EventCatalogue.RateLimitReached : EventCatalogue.RateLimitReset;
        var payload = JsonSerializer.Serialize(new QuotaPayload(quota, remaining, expiry), ContractJson.Options);
        var published = new PublishedEvent
        {
            Id = DerivedId.Guid("event", type, client.Value, expiry.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Client = client,
            Type = type,
            Occurred = occurred,
            Payload = payload,
            Legacy = new LegacyAlert(remaining == 0 ? "The quota of requests is used up." : "The quota of requests is full again.", payload),
        };
        return publisher.PublishAsync(published, cancellationToken);
    }

    private sealed record QuotaPayload(int DailyQuota, int QuotaRemaining, DateTimeOffset ExpiryDate);
}
