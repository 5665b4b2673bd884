using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Storage;
using Expenses.Storage.Keys;
using Expenses.Storage.Syncs;
using Expenses.Storage.Tables;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>What lists cost in Table storage when a company has ten thousand of something: requests and entities, counted on their way.</summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">Where the figures are printed.</param>
[Collection(RunningAppCollection.Name)]
public sealed class ListCostTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Many = 10_000;

    private readonly TableTraffic _traffic = new();

    [Fact]
    public async Task APageOfTransactions_TouchesOnlyItsOwnRows()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Ten thousand transactions");
        var sync = await SyncOfManyAsync(app, company);
        var costs = new List<(int Requests, int Entities)>();
        foreach (var page in (int[])[1, 50, 100])
        {
            var (body, cost) = await AskAsync(app, company, $"syncs/{sync}/transactions?page={page}&pageSize=100");
            costs.Add(cost);
            Assert.Equal((Many, 100), (body.GetProperty("totalResults").GetInt32(), body.GetProperty("results").GetArrayLength()));
            Assert.Equal(IdOf((page - 1) * 100).Value, body.GetProperty("results")[0].GetProperty("transactionId").GetString());
        }

        Assert.All(costs, cost => Assert.Equal(costs[0], cost));
        // Company, the sync by its id in two steps, and the page.
        Assert.Equal((4, 103), costs[0]);
    }

    [Fact]
    public async Task ListingSyncs_StaysFlat_FromTenToTenThousand()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Ten thousand syncs");
        string[] lists = ["latest/status", "lastSuccessful/status", "list/status"];
        var costs = new Dictionary<int, List<(int Requests, int Entities)>>();
        var stored = 0;
        foreach (var syncs in (int[])[10, 1_000, Many])
        {
            await AddSyncsAsync(app, company, stored, syncs);
            stored = syncs;
            costs[syncs] = [];
            foreach (var list in lists)
            {
                var (body, cost) = await AskAsync(app, company, $"syncs/{list}", $"with {syncs} syncs");
                costs[syncs].Add(cost);
                Assert.Equal($"sync-{syncs - 1}", (body.ValueKind == JsonValueKind.Array ? body[0] : body).GetProperty("syncId").GetString());
            }
        }

        Assert.All(costs.Values, cost => Assert.Equal(costs[10].Take(2), cost.Take(2)));
        Assert.All(costs.Values, cost => Assert.Equal(costs[10][2].Requests, cost[2].Requests));
        Assert.Equal(costs[1_000][2], costs[Many][2]);
    }

    private async Task<RunningApp> StartAsync()
    {
        var options = new TableClientOptions();
        options.AddPolicy(_traffic, HttpPipelinePosition.PerCall);
        return await RunningApp.StartAsync(
            azurite.Server, replace: services => services.AddSingleton(new TableServiceClient(azurite.ConnectionString, options)));
    }

    private async Task<(JsonElement Body, (int Requests, int Entities) Cost)> AskAsync(RunningApp app, string company, string path, string note = "")
    {
        var (body, cost) = await _traffic.OfAsync(app, $"companies/{company}/sync/expenses/{path}", company);
        output.WriteLine($"{path} {note}: {cost.Requests} requests, {cost.Entities} entities");
        return (body, cost);
    }

    private static TransactionId IdOf(int number) => new($"00000000-0000-4000-8000-{number:d12}");

    private static SyncRecord Record(string client, string company, string id, DateTimeOffset requested) => new()
    {
        Company = new CompanyKey(new ClientId(client), new CompanyId(company)),
        Id = new SyncId(id),
        DatasetIds = [],
        Requested = requested,
        CorrelationId = "0123456789abcdef0123456789abcdef",
        Stage = SyncStage.Finished,
        Code = SyncStatusCode.Complete,
    };

    private static async Task<string> SyncOfManyAsync(RunningApp app, string company)
    {
        var sync = Record(app.Client, company, Guid.NewGuid().ToString(), DateTimeOffset.UtcNow) with { TransactionCount = Many };
        await app.Services.GetRequiredService<ISyncStore>().AddAsync(sync);
        await app.Services.GetRequiredService<ISyncTransactionStore>().SaveAsync(
            sync.Company, sync.Id, [.. Enumerable.Range(0, Many).Select(number => new SyncTransaction(number, IdOf(number), TransactionStatus.Completed))]);
        return sync.Id.Value;
    }

    // In the rows that the store writes, but a hundred at a time.
    private static async Task AddSyncsAsync(RunningApp app, string company, int first, int behind)
    {
        var start = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
        var records = Enumerable.Range(first, behind - first).Select(number => Record(app.Client, company, $"sync-{number}", start.AddMinutes(number))).ToList();
        var table = app.Services.GetRequiredService<TableServiceClient>().GetTableClient(app.Services.GetRequiredService<StorageNames>().Syncs);
        await table.ReplaceAsync(
            records.Select(IReadOnlyList<TableEntity> (record) => [SyncRows.Pointer(record, SyncRows.PointerKey(record.Id)), SyncRows.Write(record)])
                .Append([SyncRows.Pointer(records[^1], SyncRows.LastSuccessful)]),
            CancellationToken.None);
    }
}
