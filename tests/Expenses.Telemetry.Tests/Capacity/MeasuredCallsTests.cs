using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit.Abstractions;

namespace Expenses.Telemetry.Tests.Capacity;

/// <summary>What a sync, a transaction, a receipt, a webhook and a company's night cost, measured on real runs and held against docs/capacity.json.</summary>
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
        var fewerEntries = await NightAsync(app, azurite, ReconcileCompanyOrchestrator.Name);
        var many = await MeasureAsync(app, azurite, company, Many, 0);
        var moreEntries = await NightAsync(app, azurite, ReconcileCompanyOrchestrator.Name);
        var check = await NightAsync(app, azurite, CheckCompanyConfigurationOrchestrator.Name);
        var receipts = await MeasureAsync(app, azurite, company, Chunk, Receipts);
        using var subscribed = await app.Http.PostAsJsonAsync("webhooks", new { url = $"{receiver.BaseAddress}hook", eventTypes = EventTypes });
        Assert.True(subscribed.IsSuccessStatusCode);
        var told = await MeasureAsync(app, azurite, company, Chunk, 0, () => !receiver.Received.IsEmpty);

        var perTransaction = Each(many, one, (more, less) => (more - less) / (Many - Chunk));
        var perEntry = Each(moreEntries, fewerEntries, (more, less) => (more - less) / Many);
        var measured = new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal)
        {
            ["sync"] = Each(one, perTransaction, (all, each) => all - (each * Chunk)),
            ["transaction"] = perTransaction,
            ["receipt"] = Each(receipts, one, (with, without) => (with - without) / Receipts),
            ["webhook"] = Each(told, one, (with, without) => with - without),
            ["night"] = Each(fewerEntries, perEntry, (all, each) => all - (each * (Chunk + 1))),
            ["entry"] = perEntry,
            ["check"] = check,
        };
        output.WriteLine(JsonSerializer.Serialize(measured, CapacityFile.Json));
        CapacityFile.KeepIfAsked(measured);

        Assert.Empty(CapacityFile.Read().DriftOf(measured));
    }

    /// <summary>What the nightly round does for its one company.</summary>
    private static Task<IReadOnlyDictionary<string, double>> NightAsync(ObservedApp app, AzuriteServer azurite, string work) => CountAsync(app, azurite, async () =>
    {
        var round = $"night-{Guid.NewGuid():N}";
        await app.Durable.ScheduleNewOrchestrationInstanceAsync(CompanyRoundOrchestrator.Name, new CompanyRoundV1(work), new StartOrchestrationOptions(round));
        await app.EndOfAsync(round, () => true);
    });

    private static Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        ObservedApp app, AzuriteServer azurite, Company company, int expenses, int receipts, Func<bool>? told = null) => CountAsync(app, azurite, async () =>
    {
        var (run, _) = await company.StartRunAsync(expenses, receipts);
        await app.EndOfAsync(run, told ?? (() => true));
    });

    private static async Task<IReadOnlyDictionary<string, double>> CountAsync(ObservedApp app, AzuriteServer azurite, Func<Task> work)
    {
        using var storage = new StorageCalls(azurite);
        using var durable = new DurableWork();
        var logged = app.Log.Count;
        await work();
        return storage.Counts.Concat(durable.Counts).Append(new KeyValuePair<string, double>("logs", app.Log.Count - logged))
            .ToDictionary(StringComparer.Ordinal);
    }

    private static Dictionary<string, double> Each(
        IReadOnlyDictionary<string, double> left, IReadOnlyDictionary<string, double> right, Func<double, double, double> change) =>
        left.ToDictionary(count => count.Key, count => Math.Round(change(count.Value, right[count.Key]), 2), StringComparer.Ordinal);
}
