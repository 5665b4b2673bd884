using System.Text.Json;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>How syncs end: the status table where it is raised (codat-contract §4.9), through the whole app.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class SyncOutcomeTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AnEmptyDataset_EndsWith2040()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Empty");

        var status = await app.EndOfSyncAsync(company, await app.SyncAsync(company));

        AssertStatus(status, 2040, "Complete", dataPushed: false);
    }

    [Fact]
    public async Task ATransactionThatCannotBeMapped_EndsWith5120_AndTheOthersLand()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Mapping");

        var sync = await app.SyncAsync(company, RunningApp.Expense(), RunningApp.Expense(account: "no-such-account"));

        AssertStatus(await app.EndOfSyncAsync(company, sync), 5120, "ProcessingError", dataPushed: true);
        Assert.Equal(["Completed", "ValidationError"], (await TransactionsAsync(app, company, sync)).Select(Status));
    }

    [Fact]
    public async Task ATransactionThatThePlatformRefuses_EndsWith5130_AndRetryPushesOnlyThatOne()
    {
        await using var app = await RunningApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Sandbox:RejectMerchant"] = "Refused Ltd" });
        var company = await app.CreateCompanyAsync("Refused");
        var sync = await app.SyncAsync(company, RunningApp.Expense(), RunningApp.Expense(merchant: "Refused Ltd"));
        AssertStatus(await app.EndOfSyncAsync(company, sync), 5130, "PushError", dataPushed: true);
        var pushesBefore = app.Watch.Moments.Count(m => m.IsBegin);

        await app.PostAsync($"companies/{company}/sync/expenses/syncs/{sync}/retry", new { });
        AssertStatus(await app.EndOfSyncAsync(company, sync), 5130, "PushError", dataPushed: true);

        var retried = app.Watch.Moments.Where(m => m.IsBegin).Skip(pushesBefore).ToList();
        Assert.Single(Assert.Single(retried).Transactions);
        Assert.Equal(["Completed", "PushError"], (await TransactionsAsync(app, company, sync)).Select(Status));
    }

    [Fact]
    public async Task ADatasetWhoseTransactionLandedMeanwhile_EndsWith5080_AndPushesNothing()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Duplicate");
        var id = Guid.NewGuid().ToString();
        var datasets = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var dataset = await app.PostAsync(
                $"companies/{company}/sync/expenses/data/expense-transactions", new { items = new[] { RunningApp.Expense(id: id) } });
            datasets.Add(dataset.GetProperty("datasetId").GetString()!);
        }

        foreach (var (dataset, code) in datasets.Zip([2000, 5080]))
        {
            var sync = (await app.PostAsync($"companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { dataset } }))
                .GetProperty("syncId").GetString()!;
            var status = await app.EndOfSyncAsync(company, sync);
            Assert.Equal(code, status.GetProperty("syncStatusCode").GetInt32());
            if (code == 5080)
            {
                AssertStatus(status, 5080, "DuplicationError", dataPushed: false);
                Assert.Equal(
                    $"One or more transactions have previously been processed: {id}", status.GetProperty("errorMessage").GetString());
            }
        }

        Assert.Equal(1, app.Watch.Moments.Count(m => m.IsBegin));
    }

    [Fact]
    public async Task AConnectionUnlinkedBeforeTheStart_IsRefusedAtTheRequestWith422()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Unlinked");
        var connections = await app.GetAsync($"companies/{company}/connections");
        var accounting = connections.GetProperty("results").EnumerateArray()
            .Single(c => c.GetProperty("sourceType").GetString() == "Accounting").GetProperty("id").GetString();
        var dataset = (await app.PostAsync(
            $"companies/{company}/sync/expenses/data/expense-transactions", new { items = new[] { RunningApp.Expense() } })).GetProperty("datasetId");
        using var unlink = await app.Http.PatchAsync(
            $"companies/{company}/connections/{accounting}", System.Net.Http.Json.JsonContent.Create(new { status = "Unlinked" }));
        Assert.True(unlink.IsSuccessStatusCode);

        using var response = await app.Http.PostAsync(
            $"companies/{company}/sync/expenses/syncs", System.Net.Http.Json.JsonContent.Create(new { datasetIds = new[] { dataset } }));

        Assert.Equal(422, (int)response.StatusCode);
    }

    [Fact]
    public async Task APlatformThatFinishesLater_EndsWith2000_OnceItsWordCame()
    {
        await using var app = await RunningApp.StartAsync(
            azurite.Server,
            new Dictionary<string, string?> { ["Sandbox:Asynchronous"] = "true", ["Sandbox:CompletionDelay"] = "00:00:01" });
        var company = await app.CreateCompanyAsync("Later");

        var sync = await app.SyncAsync(company, Enumerable.Range(0, 30).Select(_ => RunningApp.Expense()));

        AssertStatus(await app.EndOfSyncAsync(company, sync), 2000, "Complete", dataPushed: true);
        Assert.Equal(2, app.Watch.Moments.Count(m => m.IsBegin));
    }

    [Fact]
    public async Task APlatformWhoseAnswersAreLost_IsAskedBeforeAnythingIsSentAgain()
    {
        await using var app = await RunningApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Sandbox:FailAfterCommitEvery"] = "2" });
        var company = await app.CreateCompanyAsync("Lost answers");
        var connection = (await app.GetAsync($"companies/{company}/connections")).GetProperty("results").EnumerateArray()
            .Single(c => c.GetProperty("sourceType").GetString() == "Accounting").GetProperty("id").GetString();

        var sync = await app.SyncAsync(company, Enumerable.Range(0, 100).Select(_ => RunningApp.Expense()));

        AssertStatus(await app.EndOfSyncAsync(company, sync), 2000, "Complete", dataPushed: true);
        var journals = await app.GetAsync($"companies/{company}/connections/{connection}/sandbox/journals?pageSize=1000");
        Assert.Equal(100, journals.GetProperty("totalResults").GetInt32());
        Assert.Equal(4, app.Watch.Moments.Count(m => m.IsBegin));
    }

    private static async Task<List<JsonElement>> TransactionsAsync(RunningApp app, string company, string sync) =>
        [.. (await app.GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/transactions")).GetProperty("results").EnumerateArray()];

    private static string? Status(JsonElement transaction) => transaction.GetProperty("status").GetString();

    private static void AssertStatus(JsonElement status, int code, string text, bool dataPushed)
    {
        Assert.Equal(code, status.GetProperty("syncStatusCode").GetInt32());
        Assert.Equal(text, status.GetProperty("syncStatus").GetString());
        Assert.Equal(dataPushed, status.GetProperty("dataPushed").GetBoolean());
    }
}
