using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Stored;

/// <summary>
/// A company made with the `Idempotency-Key` of one that was deleted, after the key's life and before the erasure: nothing of
/// the old one is seen in it or pushed for it.
/// </summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class RecreatedCompanyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task KeyOfADeletedCompany_MakesAnEmptyOne_AndTheOldOnesTransactionsAreNewThere()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var key = $"key-{Guid.NewGuid():N}";
        var expense = RunningApp.Expense(id: Guid.NewGuid().ToString());
        var first = await CreateAsync(app, key);
        var sync = await app.SyncAsync(first, [expense]);
        Assert.Equal(2000, (await app.EndOfSyncAsync(first, sync)).GetProperty("syncStatusCode").GetInt32());
        var left = await app.PostAsync($"companies/{first}/sync/expenses/data/expense-transactions", new { items = new[] { RunningApp.Expense() } });
        using var deleted = await app.Http.DeleteAsync($"companies/{first}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await app.Services.GetRequiredService<IKeyedRequestStore>().ForgetAsync(DateTimeOffset.UtcNow.AddMinutes(1));

        var body = await PostAsync(app, "companies", key, new { name = "Made again" });
        var second = body.GetProperty("id").GetString()!;

        Assert.NotEqual(first, second);
        Assert.Equal(0, body.GetProperty("dataConnections").GetArrayLength());
        Assert.Empty((await app.GetAsync($"companies/{second}/sync/expenses/datasets")).GetProperty("results").EnumerateArray());
        foreach (var path in new[] { $"syncs/{sync}/status", $"datasets/{left.GetProperty("datasetId").GetString()}", "config", "syncs/lastSuccessful/status" })
        {
            using var answer = await app.Http.GetAsync($"companies/{second}/sync/expenses/{path}");
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        }

        Assert.Equal(second, await CreateAsync(app, key));
        Assert.Empty(await app.JournalsAsync(second));
        Assert.Equal(2000, (await app.EndOfSyncAsync(second, await app.SyncAsync(second, [expense]))).GetProperty("syncStatusCode").GetInt32());
        Assert.Single(await app.JournalsAsync(second));
        await AssertIntentsAreOfTheSecondAsync(app, second, expense);
    }

    private static async Task AssertIntentsAreOfTheSecondAsync(RunningApp app, string company, object expense)
    {
        var id = new TransactionId(JsonSerializer.SerializeToElement(expense).GetProperty("id").GetString()!);
        var intents = await app.Services.GetRequiredService<IPushIntentStore>().FindAsync(
            new CompanyKey(new ClientId(app.Client), new CompanyId(company)), [id]);
        Assert.Equal(PushIntentState.Completed, Assert.Single(intents).Value.State);
    }

    private static async Task<string> CreateAsync(RunningApp app, string key)
    {
        var company = (await PostAsync(app, "companies", key, new { name = "Made again" })).GetProperty("id").GetString()!;
        await PostAsync(app, $"companies/{company}/connections", $"{key}-connection", new { platformKey = "mqjo" });
        await PostAsync(app, $"companies/{company}/sync/expenses/connections/partnerExpense", $"{key}-partner", new { });
        await app.PostAsync(
            $"companies/{company}/sync/expenses/config",
            new { bankAccount = new { id = "091" }, supplier = new { id = "card-merchants" }, customer = new { id = "card-refunds" } });
        return company;
    }

    private static async Task<JsonElement> PostAsync(RunningApp app, string path, string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
        using var response = await app.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
