using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>
/// What a page of each list costs in Table storage with ten rows and with ten thousand, wherever it is in the list. The
/// rows are those of a service that had no indexes: the first page of each list makes its index.
/// </summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">Where the figures are printed.</param>
[Collection(RunningAppCollection.Name)]
public sealed class LongListTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Many = 10_000;
    private const int PageSize = 10;

    // The rows of a segment before the page, twice its size at most; the index; the row behind the page.
    private const int MostBeside = 202;

    private readonly TableTraffic _traffic = new();
    private readonly string _client = RunningApp.NewClient();

    private static readonly IReadOnlyList<LongList> Lists =
    [
        new("companies", (rows, from, to) => rows.CompaniesAsync(from, to)) { IsOfClient = true, IdProperty = "id", Others = 1, PrepareAsync = (rows, numbers) => rows.CompaniesOfAPageAsync(numbers) },
        new("companies/{company}/sync/expenses/datasets", (rows, from, to) => rows.DatasetsAsync(from, to)) { IdProperty = "datasetId" },
        new("companies/{company}/data/history", (rows, from, to) => rows.ReadsAsync(from, to)) { IdProperty = "id" },
        new("companies/{company}/push", (rows, from, to) => rows.WritesAsync(from, to)) { IdProperty = "pushOperationKey" },
        new($"companies/{{company}}/sync/expenses/transactions/{LongLists.Transaction}/history", (rows, from, to) => rows.HistoryAsync(from, to))
        {
            IdProperty = "sync.syncId", PrepareAsync = (rows, numbers) => rows.SyncsOfAPageAsync(numbers),
        },
    ];

    public static TheoryData<string> Paths => new(Lists.Select(list => list.Path));

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task APage_CostsTheSame_FromTenToTenThousand(string path)
    {
        await using var app = await StartAsync();
        var company = (await app.PostAsync("companies", new { name = "Long lists" })).GetProperty("id").GetString()!;
        var list = Lists.Single(one => one.Path == path);
        var rows = new LongLists(app, _client, company);
        var requests = new HashSet<int>();
        var stored = 0;
        foreach (var count in (int[])[10, Many])
        {
            await list.FillAsync(rows, stored, count);
            await rows.ForgetIndexesAsync();
            stored = count;
            foreach (var page in new[] { 1, (count / PageSize / 2) + 1, count / PageSize }.Distinct())
            {
                var numbers = Enumerable.Range(0, PageSize).Select(i => count - 1 - ((page - 1) * PageSize) - i).ToList();
                await list.PrepareAsync(rows, numbers);
                var (body, cost) = await AskAsync(app, list, company, page, count);
                requests.Add(cost.Requests);

                Assert.Equal(count + list.Others, body.GetProperty("totalResults").GetInt32());
                Assert.Equal(numbers.Select(LongLists.Guid), body.GetProperty("results").EnumerateArray().Select(list.IdOf));
                Assert.InRange(cost.Entities, PageSize, (PageSize * list.RowsEach) + MostBeside);
            }

            var (behind, behindCost) = await AskAsync(app, list, company, (count / PageSize) + 2, count);
            Assert.Equal((0, count + list.Others), (behind.GetProperty("results").GetArrayLength(), behind.GetProperty("totalResults").GetInt32()));
            Assert.InRange(behindCost.Entities, 0, MostBeside);
        }

        Assert.Single(requests);
    }

    [Fact]
    public async Task MessagesOfAConsumer_CostTheSame_FromTenToTenThousand()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Long lists");
        var rows = new LongLists(app, _client, company);
        await app.Services.GetRequiredService<IWebhookConsumerStore>().AddAsync(
            new WebhookConsumer { Client = new ClientId(_client), Id = LongLists.Consumer, Url = "https://example.com/", EventTypes = [], Created = DateTimeOffset.UnixEpoch, Secrets = [] });
        var costs = new List<(int Requests, int Entities)>();
        foreach (var (from, to) in new[] { (0, 10), (10, Many) })
        {
            await rows.MessagesAsync(from, to);
            foreach (var before in new[] { to, Math.Max(to / 2, 6) })
            {
                var path = $"webhooks/{LongLists.Consumer}/messages?pageSize=5&before={rows.MessageId(before).Value}";
                var (body, cost) = await MeasureAsync(app, path, LongLists.Consumer.Value);
                costs.Add(cost);
                Assert.Equal(
                    Enumerable.Range(1, 5).Select(i => rows.MessageId(before - i).Value),
                    body.GetProperty("results").EnumerateArray().Select(message => message.GetProperty("id").GetString()));
            }
        }

        Assert.Single(costs.Distinct());
    }

    [Fact]
    public async Task SearchingAList_ReadsItAThousandRowsAtATime()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Searched lists");
        var rows = new LongLists(app, _client, company);
        await rows.ReadsAsync(0, 2_500);
        var (found, cost) = await MeasureAsync(app, $"companies/{company}/data/history?query=id%3D{LongLists.Guid(3)}", company);

        Assert.Equal(1, found.GetProperty("totalResults").GetInt32());
        Assert.InRange(cost.Requests, 2, 1 + (2 * 2_500 / 500));
    }

    [Fact]
    public async Task SearchingCompaniesByTheirConnections_ReadsNoneOfThemAlone()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("The one with a connection");
        var rows = new LongLists(app, _client, company);
        await rows.CompaniesAsync(0, 2_500);
        await rows.ForgetIndexesAsync();
        var (found, cost) = await MeasureAsync(app, "companies?query=dataConnections.status%3DLinked&orderBy=-lastSync&pageSize=5", _client);

        Assert.Equal(company, Assert.Single(found.GetProperty("results").EnumerateArray()).GetProperty("id").GetString());

        // Three pages of entries, one of connections, and the company that was found.
        Assert.InRange(cost.Requests, 3, 5);
    }

    private async Task<RunningApp> StartAsync()
    {
        var options = new TableClientOptions();
        options.AddPolicy(_traffic, HttpPipelinePosition.PerCall);
        return await RunningApp.StartAsync(
            azurite.Server, client: _client, replace: services => services.AddSingleton(new TableServiceClient(azurite.ConnectionString, options)));
    }

    private async Task<(JsonElement Body, (int Requests, int Entities) Cost)> AskAsync(RunningApp app, LongList list, string company, int page, int count)
    {
        var path = list.Path.Replace("{company}", company, StringComparison.Ordinal);
        var (body, cost) = await MeasureAsync(app, $"{path}?page={page}&pageSize={PageSize}", list.IsOfClient ? _client : company);
        output.WriteLine($"{list.Path} page {page} of {count}: {cost.Requests} requests, {cost.Entities} entities");
        return (body, cost);
    }

    // The second look: the first one makes the index.
    private async Task<(JsonElement Body, (int Requests, int Entities) Cost)> MeasureAsync(RunningApp app, string path, string text)
    {
        await app.GetAsync(path);
        return await _traffic.OfAsync(app, path, text);
    }

    private sealed record LongList(string Path, Func<LongLists, int, int, Task> FillAsync)
    {
        /// <summary>Whether it is the client's and not the company's.</summary>
        public bool IsOfClient { get; init; }

        public required string IdProperty { get; init; }

        /// <summary>How many entries there are that were not filled in.</summary>
        public int Others { get; init; }

        /// <summary>Adds what the entries of a page are shown with.</summary>
        public Func<LongLists, IEnumerable<int>, Task> PrepareAsync { get; init; } = (_, _) => Task.CompletedTask;

        /// <summary>A history's entry is the row, the sync by its id in two steps, and the transaction in it in two.</summary>
        public int RowsEach => 5;

        public string? IdOf(JsonElement entry) =>
            IdProperty.Split('.').Aggregate(entry, (element, name) => element.GetProperty(name)).GetString();
    }
}
