using System.Text.Json;
using Expenses.Contract.Tests.Calls;
using Expenses.Contract.Tests.Service;

namespace Expenses.Contract.Tests.Documents;

/// <summary>What strict SDKs choke on, in every answer of the walk: nulls (codat-contract T5, §2.15) and spellings (T1).</summary>
[Collection(ContractServiceCollection.Name)]
public sealed class AnswerShapeTests(ContractService service)
{
    [Fact]
    public async Task No_answer_holds_a_null()
    {
        var walk = await service.WalkAsync();

        Assert.NotEmpty(walk);
        Assert.Empty(walk.SelectMany(exchange => Values(exchange)
            .Where(value => value.Value.ValueKind == JsonValueKind.Null)
            .Select(value => $"{exchange.Method} {exchange.Path}: {value.Pointer} is null")));
    }

    [Fact]
    public async Task Every_answer_with_a_body_is_json_and_says_so()
    {
        var walk = await service.WalkAsync();

        Assert.All(walk.Where(exchange => exchange.Body.Length > 0), exchange => Assert.StartsWith("application/json", exchange.ContentType, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RecordingClient.Sdk, "expenses")]
    [InlineData("speakeasy-sdk/csharp 7.1.1 2.723.11 prealpha Codat.Sync.Expenses", "expenses")]
    [InlineData("curl/8.5.0", "expense")]
    public async Task Integration_type_is_spelt_as_the_caller_reads_it(string userAgent, string expected)
    {
        var (company, sync) = await service.SyncedCompanyAsync();
        using var client = new RecordingClient(service.Running.CreateClient(), userAgent);

        var transactions = await client.GetAsync($"/companies/{company}/sync/expenses/syncs/{sync}/transactions");

        var spelt = transactions!.Value.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("integrationType").GetString()).ToList();
        Assert.NotEmpty(spelt);
        Assert.All(spelt, spelling => Assert.Equal(expected, spelling));
    }

    private static IEnumerable<(string Pointer, JsonElement Value)> Values(Exchange exchange) =>
        exchange.Body.Length == 0 ? [] : Values("", JsonDocument.Parse(exchange.Body).RootElement);

    private static IEnumerable<(string Pointer, JsonElement Value)> Values(string pointer, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Values($"{pointer}/{property.Name}", property.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Values($"{pointer}/{index}", item)),
        _ => [(pointer, value)],
    };
}
