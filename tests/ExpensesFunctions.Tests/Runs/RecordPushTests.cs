using System.Text.Json;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>New records through the whole app: pushed, in the ledger, read again, and used by an expense.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class RecordPushTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AnExpenseLandsOnAnAccountAndASupplierThatWerePushedBefore()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Pushes");
        var connection = Text((await app.GetAsync($"companies/{company}/connections?query=sourceType%3Daccounting")).GetProperty("results")[0], "id");
        var push = $"companies/{company}/connections/{connection}/push";

        var account = await PushAsync(app, company, await app.PostAsync($"{push}/accounts", new { nominalCode = "501", name = "Parking", type = "Expense" }));
        var supplier = await PushAsync(app, company, await app.PostAsync($"{push}/suppliers", new { supplierName = "Quay Parking", status = "Active" }));
        var taken = await EndAsync(app, company, await app.PostAsync($"{push}/suppliers", new { supplierName = "quay parking", status = "Active" }));

        Assert.Equal("Failed", Text(taken, "status"));
        Assert.Equal("Quay Parking", Text(await app.GetAsync($"companies/{company}/data/suppliers/{supplier}"), "supplierName"));
        var options = await app.GetAsync($"companies/{company}/sync/expenses/mappingOptions");
        Assert.Contains(options.GetProperty("accounts").EnumerateArray(), one => Text(one, "id") == account);
        var sync = await app.SyncAsync(company, new
        {
            id = Guid.NewGuid().ToString(),
            type = "Payment",
            issueDate = "2026-10-05",
            currency = "GBP",
            contactRef = new { id = supplier, type = "Supplier" },
            lines = new[] { new { netAmount = 4.20m, taxAmount = 0m, accountRef = new { id = account } } },
        });
        Assert.Equal(2000, (await app.EndOfSyncAsync(company, sync)).GetProperty("syncStatusCode").GetInt32());
    }

    private static async Task<string> PushAsync(RunningApp app, string company, JsonElement pending)
    {
        var ended = await EndAsync(app, company, pending);
        Assert.True(Text(ended, "status") == "Success", ended.GetRawText());
        return Text(ended.GetProperty("changes")[0].GetProperty("recordRef"), "id");
    }

    private static Task<JsonElement> EndAsync(RunningApp app, string company, JsonElement pending) => Eventually.GetAsync(
        () => app.GetAsync($"companies/{company}/push/{Text(pending, "pushOperationKey")}"),
        push => Text(push, "status") != "Pending",
        RunningApp.Deadline);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
