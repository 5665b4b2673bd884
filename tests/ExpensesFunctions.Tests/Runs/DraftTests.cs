using System.Text.Json;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Drafts, through the whole app (codat-contract B068): in the ledger and in no balance, until an update posts them.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class DraftTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task ADraft_IsInTheLedgerAndInNoBalance_UntilAnUpdatePostsIt()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Draft");
        var id = Guid.NewGuid().ToString();
        var path = $"companies/{company}/sync/expenses/expense-transactions/{id}";

        // Only drafts were written: nothing is in the books (codat-contract §4.9).
        var created = await EndAsync(app, company, await app.PostAsync($"companies/{company}/sync/expenses/expense-transactions", new[] { Expense(id, 12.50m, draft: true) }));
        AssertEnd(created.Status, 2040, dataPushed: false);
        Assert.Equal("Completed", created.Row.GetProperty("status").GetString());
        Assert.StartsWith("Draft ", created.Row.GetProperty("message").GetString(), StringComparison.Ordinal);
        await AssertJournalAsync(app, company, isDraft: true, version: 1, balance: 0m);

        // What is absent stays: a changed draft is a draft.
        var changed = await EndAsync(app, company, await app.PutAsync(path, Update(20m), status: 202));
        AssertEnd(changed.Status, 2040, dataPushed: false);
        await AssertJournalAsync(app, company, isDraft: true, version: 2, balance: 0m);

        var posted = await EndAsync(app, company, await app.PutAsync(path, Update(20m, draft: false), status: 202));
        AssertEnd(posted.Status, 2000, dataPushed: true);
        await AssertJournalAsync(app, company, isDraft: false, version: 3, balance: 20m);

        var refused = await app.PutAsync(path, Update(20m, draft: true), status: 400);
        Assert.Equal("/postAsDraft", refused.GetProperty("validation").GetProperty("errors")[0].GetProperty("itemId").GetString());
        await AssertJournalAsync(app, company, isDraft: false, version: 3, balance: 20m);
    }

    [Fact]
    public async Task ADraftBesideAPostedOne_CountsForNothing_AndBothAreCheckedBeforehand()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Draft and posted");
        object[] expenses = [Expense(Guid.NewGuid().ToString(), 7m, draft: true), Expense(Guid.NewGuid().ToString(), 5m, draft: false)];
        var path = $"companies/{company}/sync/expenses/expense-transactions";

        var valid = await app.PostAsync($"{path}?validateOnly=true", expenses);
        var status = await app.EndOfSyncAsync(company, (await app.PostAsync(path, expenses)).GetProperty("syncId").GetString()!);

        Assert.True(valid.GetProperty("valid").GetBoolean());
        AssertEnd(status, 2000, dataPushed: true);
        Assert.Equal(5m, await app.BalanceAsync(company, "429"));
        Assert.Equal([true, false], (await app.JournalsAsync(company)).Select(journal => journal.GetProperty("isDraft").GetBoolean()));
        var capabilities = await app.GetAsync($"companies/{company}/sync/expenses/capabilities");
        Assert.True(capabilities.GetProperty("expenseTransactions").GetProperty("postAsDraft").GetBoolean());
    }

    private static async Task<(JsonElement Status, JsonElement Row)> EndAsync(RunningApp app, string company, JsonElement started)
    {
        var sync = started.GetProperty("syncId").GetString()!;
        var status = await app.EndOfSyncAsync(company, sync);
        var rows = await app.GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/transactions");
        return (status, Assert.Single(rows.GetProperty("results").EnumerateArray()));
    }

    private static void AssertEnd(JsonElement status, int code, bool dataPushed) => Assert.Equal(
        (code, dataPushed), (status.GetProperty("syncStatusCode").GetInt32(), status.GetProperty("dataPushed").GetBoolean()));

    private static async Task AssertJournalAsync(RunningApp app, string company, bool isDraft, int version, decimal balance)
    {
        var journal = Assert.Single(await app.JournalsAsync(company));
        Assert.Equal((isDraft, version), (journal.GetProperty("isDraft").GetBoolean(), journal.GetProperty("version").GetInt32()));
        Assert.Equal(balance, await app.BalanceAsync(company, "429"));
    }

    private static object Expense(string id, decimal amount, bool draft) => new
    {
        id,
        type = "Payment",
        issueDate = "2026-10-05",
        currency = "GBP",
        postAsDraft = draft,
        lines = new[] { new { netAmount = amount, taxAmount = 0m, accountRef = new { id = "429" } } },
    };

    private static Dictionary<string, object> Update(decimal amount, bool? draft = null)
    {
        var update = new Dictionary<string, object>
        {
            ["type"] = "Payment",
            ["issueDate"] = "2026-10-05",
            ["currency"] = "GBP",
            ["lines"] = new[] { new { netAmount = amount, taxAmount = 0m, accountRef = new { id = "429" } } },
        };
        if (draft is { } wanted)
        {
            update["postAsDraft"] = wanted;
        }

        return update;
    }
}
