using System.Net;
using System.Text.Json;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Walking through lists page by page, as a client does, on the running service with its storage.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class ListPagingTests(AzuriteFixture azurite)
{
    private const string Draft = """{"name":"Paged account","accountType":"Credit","currency":"GBP","institution":"Bank","accountNumber":"1"}""";

    /// <summary>A list, what its entries are called, and whether they can be deleted.</summary>
    public static TheoryData<string, string, bool> Lists => new()
    {
        { "companies", "id", true },
        { "companies/{company}/sync/expenses/datasets", "datasetId", true },
        { "companies/{company}/data/history", "id", false },
        { "companies/{company}/push", "pushOperationKey", false },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Pages_HoldEveryEntryOnce_NewestFirst_WhileEntriesComeAndGo(string path, string idProperty, bool canDelete)
    {
        await using var app = await RunningApp.StartAsync(azurite.Server, client: RunningApp.NewClient());
        var company = await app.CreateCompanyAsync("Paged");
        var address = path.Replace("{company}", company, StringComparison.Ordinal);
        var before = await WalkAsync(app, address, idProperty, pageSize: 3);
        for (var i = 0; i < 8; i++)
        {
            await AddAsync(app, company, path);
        }

        var all = await WalkAsync(app, address, idProperty, pageSize: 3);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(before, all.TakeLast(before.Count));
        Assert.InRange(all.Count, before.Count + 8, int.MaxValue);
        Assert.Equal(all, await WalkAsync(app, address, idProperty, pageSize: 5_000));
        Assert.Equal(all, await WalkAsync(app, address, idProperty, pageSize: 1));

        await AddAsync(app, company, path);
        var more = await WalkAsync(app, address, idProperty, pageSize: 4);
        Assert.Equal(all, more.Skip(more.Count - all.Count));
        await AssertBehindTheEndAsync(app, address, more.Count);
        if (canDelete)
        {
            using var deleted = await app.Http.DeleteAsync($"{address}/{more[1]}");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            Assert.Equal([more[0], .. more.Skip(2)], await WalkAsync(app, address, idProperty, pageSize: 2));
        }
    }

    private static async Task AssertBehindTheEndAsync(RunningApp app, string address, int total)
    {
        var last = await app.GetAsync($"{address}?page={total}&pageSize=1");
        var behind = await app.GetAsync($"{address}?page={total + 1}&pageSize=1");
        var farBehind = await app.GetAsync($"{address}?page={int.MaxValue}&pageSize=5000");

        Assert.Equal(1, last.GetProperty("results").GetArrayLength());
        Assert.False(last.GetProperty("_links").TryGetProperty("next", out _));
        Assert.Equal((0, total), (behind.GetProperty("results").GetArrayLength(), behind.GetProperty("totalResults").GetInt32()));
        Assert.False(behind.GetProperty("_links").TryGetProperty("next", out _));
        Assert.True(behind.GetProperty("_links").TryGetProperty("previous", out _));
        Assert.Equal((0, total), (farBehind.GetProperty("results").GetArrayLength(), farBehind.GetProperty("totalResults").GetInt32()));
        foreach (var wrong in (string[])["page=0", "page=-1", "page=2147483648", "pageSize=0", "pageSize=5001", "pageSize=ten"])
        {
            using var refused = await app.Http.GetAsync($"{address}?{wrong}");
            Assert.True(refused.StatusCode == HttpStatusCode.BadRequest, $"{wrong}: {(int)refused.StatusCode}");
        }
    }

    // Follows the links from the first page on.
    private static async Task<IReadOnlyList<string>> WalkAsync(RunningApp app, string address, string idProperty, int pageSize)
    {
        var ids = new List<string>();
        var next = $"/{address}?page=1&pageSize={pageSize}";
        for (var number = 1; next is not null; number++)
        {
            var page = await app.GetAsync(next);
            var links = page.GetProperty("_links");
            Assert.Equal((number, pageSize), (page.GetProperty("pageNumber").GetInt32(), page.GetProperty("pageSize").GetInt32()));
            Assert.Equal(next, links.GetProperty("current").GetProperty("href").GetString());
            Assert.Equal(number > 1, links.TryGetProperty("previous", out _));
            ids.AddRange(page.GetProperty("results").EnumerateArray().Select(entry => entry.GetProperty(idProperty).GetString()!));
            next = links.TryGetProperty("next", out var link) ? link.GetProperty("href").GetString() : null;
            Assert.Equal(next is null, page.GetProperty("totalResults").GetInt32() <= number * pageSize);
        }

        return ids;
    }

    private static async Task AddAsync(RunningApp app, string company, string path)
    {
        switch (path)
        {
            case "companies":
                await app.PostAsync("companies", new { name = "Paged" });
                break;
            case "companies/{company}/sync/expenses/datasets":
                await app.PostAsync($"companies/{company}/sync/expenses/data/expense-transactions", new { items = Array.Empty<object>() });
                break;
            case "companies/{company}/data/history":
                await ReadAsync(app, company);
                break;
            default:
                await WriteAsync(app, company);
                break;
        }
    }

    // One read of a type at a time: waits until the one before has ended.
    private static async Task ReadAsync(RunningApp app, string company)
    {
        var asked = await app.PostAsync($"companies/{company}/data/queue/suppliers", new { });
        await Eventually.GetAsync(
            () => app.GetAsync($"companies/{company}/data/history/{asked.GetProperty("id").GetString()}"),
            read => read.GetProperty("isCompleted").GetBoolean(),
            RunningApp.Deadline);
    }

    private static async Task WriteAsync(RunningApp app, string company)
    {
        var connections = await app.GetAsync($"companies/{company}/connections?query=sourceType%3DAccounting");
        var connection = connections.GetProperty("results")[0].GetProperty("id").GetString();
        var pushed = await app.PostAsync($"companies/{company}/connections/{connection}/push/bankAccounts", JsonSerializer.Deserialize<JsonElement>(Draft));

        // It reads the bank accounts when it has ended, which is nothing of this list.
        Assert.Equal("Pending", pushed.GetProperty("status").GetString());
    }
}
