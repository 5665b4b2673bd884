using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;
using Xunit.Abstractions;

namespace Expenses.Telemetry.Tests.Capacity;

/// <summary>What a sync, a transaction, a receipt and a webhook cost, measured on real runs and held against docs/capacity.json.</summary>
/// <param name="output">Says what was measured.</param>
[Collection(InProcessCollection.Name)]
public sealed class MeasuredCallsTests(ITestOutputHelper output)
{
    private const int Chunk = 100;
    private const int Many = 3 * Chunk;
    private const int Receipts = 40;

    private static readonly string[] EventTypes = ["expenses.sync.successful", "expenses.sync.unsuccessful"];

    [Fact]
    public async Task CallsPerTransaction_AreThoseOfTheCapacityTable()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        await using var app = await ObservedApp.StartAsync(azurite);
        var company = await Company.CreateAsync(app.Http);

        // The first run creates what later ones find.
        await MeasureAsync(app, azurite, company, 1, 0);
        var one = await MeasureAsync(app, azurite, company, Chunk, 0);
        var many = await MeasureAsync(app, azurite, company, Many, 0);
        var receipts = await MeasureAsync(app, azurite, company, Chunk, Receipts);
        using var subscribed = await app.Http.PostAsJsonAsync("webhooks", new { url = $"{receiver.BaseAddress}hook", eventTypes = EventTypes });
        Assert.True(subscribed.IsSuccessStatusCode);
        var told = await MeasureAsync(app, azurite, company, Chunk, 0, () => !receiver.Received.IsEmpty);

        var perTransaction = Each(many, one, (more, less) => (more - less) / (Many - Chunk));
        var measured = new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal)
        {
            ["sync"] = Each(one, perTransaction, (all, each) => all - (each * Chunk)),
            ["transaction"] = perTransaction,
            ["receipt"] = Each(receipts, one, (with, without) => (with - without) / Receipts),
            ["webhook"] = Each(told, one, (with, without) => with - without),
        };
        output.WriteLine(JsonSerializer.Serialize(measured, CapacityFile.Json));
        CapacityFile.KeepIfAsked(measured);

        Assert.Empty(CapacityFile.Read().DriftOf(measured));
    }

    private static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        ObservedApp app, AzuriteServer azurite, Company company, int expenses, int receipts, Func<bool>? told = null)
    {
        using var storage = new StorageCalls(azurite);
        using var durable = new DurableWork();
        var logged = app.Log.Count;
        var (run, _) = await company.StartRunAsync(expenses, receipts);
        await app.EndOfAsync(run, told ?? (() => true));
        return storage.Counts.Concat(durable.Counts).Append(new KeyValuePair<string, double>("logs", app.Log.Count - logged))
            .ToDictionary(StringComparer.Ordinal);
    }

    private static Dictionary<string, double> Each(
        IReadOnlyDictionary<string, double> left, IReadOnlyDictionary<string, double> right, Func<double, double, double> change) =>
        left.ToDictionary(count => count.Key, count => Math.Round(change(count.Value, right[count.Key]), 2), StringComparer.Ordinal);
}
