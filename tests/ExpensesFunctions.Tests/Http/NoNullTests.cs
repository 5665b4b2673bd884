using System.Net.Http.Json;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Strict SDKs refuse nulls (codat-contract T5, §2.15): no answer holds one, and what must be there is.</summary>
public sealed class NoNullTests(HttpApp app) : IClassFixture<HttpApp>
{
    private static readonly string[] Reads =
    [
        "", "connections", "sync/expenses/mappingOptions", "dataStatus", "data/history", "data/info", "data/suppliers", "data/suppliers/supplier",
        "data/customers", "data/customers/customer", "push", "sync/expenses/syncs/list/status", "sync/expenses/syncs/latest/status",
        "sync/expenses/syncs/{sync}/status", "sync/expenses/syncs/{sync}/transactions", "sync/expenses/runs/{run}", "sync/expenses/runs/{run}/expenses",
        "connections/{connection}", "connections/{connection}/options/chartOfAccounts", "no-such-thing", "connections/no-such-connection",
        "connections?query=x", "data/history/no-such-operation", "push/no-such-operation",
    ];

    [Fact]
    public async Task No_answer_to_a_read_holds_a_null()
    {
        using var push = await app.Client.PostAsJsonAsync(app.Address($"connections/{app.Connection}/push/suppliers"), new { supplierName = "N", status = "Active" });
        await AssertNoNullAsync("push/suppliers", push);
        await app.RunPushesAsync();
        using var queued = await app.Client.PostAsync(app.Address("data/queue/suppliers"), content: null);
        await AssertNoNullAsync("data/queue", queued);
        await app.RunReadsAsync();
        foreach (var path in (string[])["/companies", "/companies?query=x", .. Reads.Select(path => app.Address(Named(path)))])
        {
            using var response = await app.Client.GetAsync(path);
            await AssertNoNullAsync(path, response);
        }

        // These and every other answer of the tests of this folder went through the recorder.
        Assert.True(app.Answers.Looked > Reads.Length, $"{app.Answers.Looked} answers were looked at");
        app.Answers.AssertNoProblems();
    }

    [Theory]
    [InlineData("/companies/{company}", "id,name,redirect,description,created,products,tags,dataConnections")]
    [InlineData("/companies/{company}/connections/{connection}", "id,integrationId,integrationKey,sourceId,sourceType,platformName,linkUrl,status,created")]
    [InlineData("/companies/{company}/data/suppliers/supplier", "id,status,modifiedDate,sourceModifiedDate,metadata")]
    [InlineData("/companies/{company}/data/customers/customer", "id,status,modifiedDate,sourceModifiedDate,metadata")]
    public async Task What_SDKs_insist_on_is_there(string path, string names)
    {
        var body = await app.GetAsync(Named(path));

        Assert.All(names.Split(','), name => Assert.True(body.TryGetProperty(name, out _), name));
    }

    private static async Task AssertNoNullAsync(string path, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        using var body = JsonDocument.Parse(text);
        Assert.False(HasNull(body.RootElement), $"{path}: {text}");
    }

    private static bool HasNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => element.EnumerateObject().Any(one => HasNull(one.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasNull),
        _ => false,
    };

    private string Named(string path) => path
        .Replace("{company}", app.Company, StringComparison.Ordinal)
        .Replace("{connection}", app.Connection, StringComparison.Ordinal)
        .Replace("{sync}", app.Sync, StringComparison.Ordinal)
        .Replace("{run}", app.Run, StringComparison.Ordinal);
}
