using System.Net.Http.Json;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>The queries the contract gives as examples, and every property a list shows, against what is shown (codat-contract §2.12).</summary>
public sealed class DocumentedQueryTests(HttpApp app) : IClassFixture<HttpApp>
{
    /// <summary>Lists, and what of their entries cannot be searched: arrays, and a link that is another one each time.</summary>
    public static TheoryData<string, string[]> Searched => new()
    {
        { "connections", ["linkUrl", "dataConnectionErrors", "connectionInfo"] },
        { "data/suppliers", ["addresses", "metadata"] },
        { "data/customers", ["addresses", "metadata", "contacts"] },
        { "data/history", [] },
        { "/integrations", ["logoUrl", "datatypeFeatures", "supportedEnvironments", "integrationType", "linkedConnectionsCount", "totalConnections"] },
    };

    [Theory]
    [InlineData("data/suppliers", "metadata.isDeleted=false", true)]
    [InlineData("data/suppliers", "metadata.isDeleted=true", false)]
    [InlineData("data/suppliers", "modifiedDate>=2021-01-28", true)]
    [InlineData("data/suppliers", "modifiedDate<2021-01-28", false)]
    [InlineData("data/suppliers", "sourceModifiedDate > 2021-01-28", true)]
    [InlineData("data/customers", "modifiedDate>2021-01-28&&metadata.isDeleted=false", true)]
    [InlineData("/integrations", "sourceType=accounting&&enabled=true", true)]
    [InlineData("connections", "platformName~sand", true)]
    [InlineData("connections", "platformName~sand&&status!=Linked", false)]
    [InlineData("push", "statusCode>=200", false)]
    public async Task A_documented_query_finds_what_it_says(string path, string query, bool finds)
    {
        var found = await app.GetAsync($"{Address(path)}?query={Uri.EscapeDataString(query)}");

        Assert.Equal(finds, found.GetProperty("totalResults").GetInt32() > 0);
    }

    [Theory]
    [MemberData(nameof(Searched))]
    public async Task An_entry_is_found_by_each_property_it_shows(string path, string[] notSearched)
    {
        var first = (await app.GetAsync($"{Address(path)}?pageSize=1")).GetProperty("results")[0];
        foreach (var property in first.EnumerateObject().Where(one => !notSearched.Contains(one.Name)))
        {
            var value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            foreach (var (op, finds) in new[] { ("=", true), ("!=", false) })
            {
                var clause = $"{property.Name}{op}{value}";
                var found = (await app.GetAsync($"{Address(path)}?query={Uri.EscapeDataString(clause)}&pageSize=5000")).GetProperty("results");
                Assert.True(found.EnumerateArray().Any(one => IdOf(one) == IdOf(first)) == finds, $"{path}?query={clause}");
            }
        }
    }

    [Fact]
    public async Task An_unlinked_partner_connection_is_linked_again_when_it_is_asked_for()
    {
        var company = await app.NewCompanyAsync();
        var address = $"/companies/{company}/sync/expenses/connections/partnerExpense";
        var created = await app.PostAsync(address, new { });
        var id = created.GetProperty("id").GetString();
        using var unlinked = await app.Client.PatchAsJsonAsync($"/companies/{company}/connections/{id}", new { status = "Unlinked" });
        Assert.Equal("Unlinked", (await app.GetAsync($"/companies/{company}/connections/{id}")).GetProperty("status").GetString());

        var again = await app.PostAsync(address, new { });
        Assert.Equal((id, "Linked"), (again.GetProperty("id").GetString(), again.GetProperty("status").GetString()));
        Assert.Equal("Linked", (await app.GetAsync($"/companies/{company}/connections/{id}")).GetProperty("status").GetString());
    }

    private static string? IdOf(JsonElement entry) => entry.GetProperty(entry.TryGetProperty("id", out _) ? "id" : "key").GetString();

    private string Address(string path) => path.StartsWith('/') ? path : app.Address(path);
}
