using System.Diagnostics;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Ten thousand transactions in one company, the whole way: posted, pushed into its ledger, and read back page by page.</summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">Where the figures are printed.</param>
[Collection(RunningAppCollection.Name)]
public sealed class TenThousandTransactionsTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Datasets = 10;
    private const int PerDataset = 1_000;
    private const int PageSize = 100;

    private readonly TableTraffic _traffic = new();

    [Fact]
    public async Task PushedThroughTheService_EachPageTouchesItsOwnRows()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Ten thousand, pushed");
        var watch = Stopwatch.StartNew();
        var datasets = new List<string>();
        for (var dataset = 0; dataset < Datasets; dataset++)
        {
            var items = Enumerable.Range(dataset * PerDataset, PerDataset).Select(Transaction);
            var stored = await app.PostAsync($"companies/{company}/sync/expenses/data/expense-transactions", new { items });
            datasets.Add(stored.GetProperty("datasetId").GetString()!);
        }

        output.WriteLine($"stored after {watch.Elapsed}");
        var initiated = await app.PostAsync($"companies/{company}/sync/expenses/syncs", new { datasetIds = datasets });
        var sync = initiated.GetProperty("syncId").GetString();
        var ended = await Eventually.GetAsync(
            () => app.GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/status"),
            status => status.GetProperty("syncStatusCode").GetInt32() >= 2000,
            TimeSpan.FromMinutes(30));
        Assert.Equal(2000, ended.GetProperty("syncStatusCode").GetInt32());
        output.WriteLine($"pushed after {watch.Elapsed}");

        var ids = new List<string>();
        var costs = new HashSet<(int Requests, int Entities)>();
        for (var page = 1; page <= Datasets * PerDataset / PageSize; page++)
        {
            var (body, cost) = await _traffic.OfAsync(
                app, $"companies/{company}/sync/expenses/syncs/{sync}/transactions?page={page}&pageSize={PageSize}", company);
            costs.Add(cost);
            Assert.Equal(Datasets * PerDataset, body.GetProperty("totalResults").GetInt32());
            Assert.All(body.GetProperty("results").EnumerateArray(), entry => Assert.Equal("Completed", entry.GetProperty("status").GetString()));
            ids.AddRange(body.GetProperty("results").EnumerateArray().Select(entry => entry.GetProperty("transactionId").GetString()!));
        }

        output.WriteLine($"read after {watch.Elapsed}; requests and entities a page: {string.Join(", ", costs)}");
        Assert.Equal(Enumerable.Range(0, Datasets * PerDataset).Select(IdOf), ids);
        Assert.Equal((4, PageSize + 3), costs.Min());
    }

    private static string IdOf(int number) => $"00000000-0000-4000-9000-{number:d12}";

    private static object Transaction(int number) => new
    {
        id = IdOf(number),
        type = "Payment",
        issueDate = "2026-10-05",
        currency = "GBP",
        merchantName = $"Merchant {number}",
        lines = new[] { new { netAmount = 1.00m + (number % 100), taxAmount = 0.20m, taxRateRef = new { id = "INPUT2" }, accountRef = new { id = "420" } } },
    };

    private async Task<RunningApp> StartAsync()
    {
        var options = new TableClientOptions();
        options.AddPolicy(_traffic, HttpPipelinePosition.PerCall);
        return await RunningApp.StartAsync(
            azurite.Server,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sandbox:RequestsPerMinute"] = "100000" },
            client: RunningApp.NewClient(),
            replace: services => services.AddSingleton(new TableServiceClient(azurite.ConnectionString, options)));
    }
}
