using System.Net;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Every list is paged alike, and those that can be searched refuse what they do not know (codat-contract §2.11, §2.12).</summary>
public sealed class ListEndpointTests(HttpApp app) : IClassFixture<HttpApp>
{
    /// <summary>The address under the company, or from the root; and a property to search and order by, where that can be done.</summary>
    public static TheoryData<string, string?> Lists => new()
    {
        { "/companies", "name" },
        { "/integrations", "key" },
        { "connections", "status" },
        { "data/history", "dataType" },
        { "data/suppliers", "supplierName" },
        { "data/customers", "customerName" },
        { "push", "dataType" },
        { "sync/expenses/datasets", null },
        { "sync/expenses/syncs/{sync}/transactions", null },
        { "syncs/{sync}/transactions", null },
        { "sync/expenses/runs/{run}/expenses", null },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_comes_in_pages_of_the_asked_size(string path, string? property)
    {
        var address = Address(path);
        var page = await app.GetAsync($"{address}?page=1&pageSize=1");
        var behind = await app.GetAsync($"{address}?page=5000&pageSize=1");

        Assert.InRange(page.GetProperty("results").GetArrayLength(), 0, 1);
        Assert.Equal((1, 1), (page.GetProperty("pageNumber").GetInt32(), page.GetProperty("pageSize").GetInt32()));
        var links = page.GetProperty("_links");
        Assert.Equal(address, links.GetProperty("self").GetProperty("href").GetString());
        Assert.Contains("pageSize=1", links.GetProperty("current").GetProperty("href").GetString(), StringComparison.Ordinal);
        Assert.Equal(page.GetProperty("totalResults").GetInt32() > 1, links.TryGetProperty("next", out _));
        Assert.False(links.TryGetProperty("previous", out _));
        Assert.Equal(0, behind.GetProperty("results").GetArrayLength());
        Assert.Equal(page.GetProperty("totalResults").GetInt32(), behind.GetProperty("totalResults").GetInt32());
        _ = property;
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_refuses_what_it_cannot_do(string path, string? property)
    {
        var address = Address(path);
        string[] wrong = ["page=0", "page=x", "pageSize=0", "pageSize=5001"];
        string[] unknown = property is null ? [] : ["query=colour%3Dblue", "query=%3D", "orderBy=colour", $"query={property}"];
        foreach (var parameters in wrong.Concat(unknown))
        {
            using var answer = await app.Client.GetAsync($"{address}?{parameters}");
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}?{parameters}: {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_that_can_be_searched_takes_every_operator_and_both_orders(string path, string? property)
    {
        if (property is null)
        {
            // Its parameters are the contract's, which names none but these two.
            Assert.Contains("page", (await app.GetAsync($"{Address(path)}?pageSize=1")).GetRawText(), StringComparison.Ordinal);
            return;
        }

        foreach (var clause in new[] { $"{property}%3Dx", $"{property}!%3Dx", $"{property}~x", $"{property}%3Dx%7C%7C{property}!%3Dx", $"%7B{property}%3Dx%7D%26%26{property}%3Dx" })
        {
            using var found = await app.Client.GetAsync($"{Address(path)}?query={clause}&orderBy=-{property}&pageSize=1");
            Assert.True(found.StatusCode == HttpStatusCode.OK, $"{path}?query={clause}: {(int)found.StatusCode}");
        }

        var all = (await app.GetAsync($"{Address(path)}?pageSize=1")).GetProperty("totalResults").GetInt32();
        var either = (await app.GetAsync($"{Address(path)}?query={property}%3Dx%7C%7C{property}!%3Dx&orderBy={property}")).GetProperty("totalResults").GetInt32();
        Assert.Equal(all, either);
    }

    private string Address(string path) => path.StartsWith('/')
        ? path
        : app.Address(path.Replace("{sync}", app.Sync, StringComparison.Ordinal).Replace("{run}", app.Run, StringComparison.Ordinal));
}
