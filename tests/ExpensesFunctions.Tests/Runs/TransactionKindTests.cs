using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Every kind of transaction into the ledger and changed there, through the whole app (codat-contract §2.6, B071-B079).</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class TransactionKindTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Date = new(2026, 10, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AnUpdatedExpense_IsOneRecordWithTheNewAmounts_AndTheOldOnesCountNowhere()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Update");
        var id = Guid.NewGuid().ToString();
        await EndAsync(app, company, await app.SyncAsync(company, RunningApp.Expense(amount: 12.50m, id: id)));

        var started = await app.PutAsync($"companies/{company}/sync/expenses/expense-transactions/{id}", Update(20m), status: 202);
        await EndAsync(app, company, SyncOf(started));

        var journal = Assert.Single(await app.JournalsAsync(company));
        Assert.Equal((id, 20m, 2), (journal.GetProperty("reference").GetString(), journal.GetProperty("totalAmount").GetDecimal(), journal.GetProperty("version").GetInt32()));
        Assert.Equal(12.50m, Assert.Single(journal.GetProperty("superseded").EnumerateArray()).GetProperty("totalAmount").GetDecimal());
        Assert.Equal(20m, await app.BalanceAsync(company, "429"));
        var row = Assert.Single((await app.GetAsync($"companies/{company}/sync/expenses/syncs/{SyncOf(started)}/transactions")).GetProperty("results").EnumerateArray());
        Assert.Equal($"Record {journal.GetProperty("journalId").GetString()} was updated.", row.GetProperty("message").GetString());
    }

    [Fact]
    public async Task AnUpdateSentAgainWhileItsSyncIsOpen_IsTheSameSync_AndAnotherOneIsRefused()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Update twice");
        var id = Guid.NewGuid().ToString();
        await EndAsync(app, company, await app.SyncAsync(company, RunningApp.Expense(id: id)));
        var path = $"companies/{company}/sync/expenses/expense-transactions/{id}";
        app.Watch.Hold();

        var first = SyncOf(await app.PutAsync(path, Update(30m), status: 202));
        var again = SyncOf(await app.PutAsync(path, Update(30m), status: 202));
        var other = await app.PutAsync(path, Update(31m), status: 400);
        app.Watch.Release();
        await EndAsync(app, company, first);

        Assert.Equal(first, again);
        Assert.Equal($"One or more transactions are being processed: {id}", other.GetProperty("error").GetString());
        Assert.Equal(30m, await app.BalanceAsync(company, "429"));
    }

    [Fact]
    public async Task AnUpdateThatTheRulesRefuse_LeavesTheRecord_AndACorrectedOneLands()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Update refused");
        var id = Guid.NewGuid().ToString();
        await EndAsync(app, company, await app.SyncAsync(company, RunningApp.Expense(amount: 5m, id: id)));
        var path = $"companies/{company}/sync/expenses/expense-transactions/{id}";

        var refused = SyncOf(await app.PutAsync(path, Update(6m, bankAccount: "429"), status: 202));
        Assert.Equal(5120, (await app.EndOfSyncAsync(company, refused)).GetProperty("syncStatusCode").GetInt32());
        Assert.Equal(5m, await app.BalanceAsync(company, "429"));
        await EndAsync(app, company, SyncOf(await app.PutAsync(path, Update(7m), status: 202)));

        Assert.Equal(7m, await app.BalanceAsync(company, "429"));
        Assert.Equal(2, Assert.Single(await app.JournalsAsync(company)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task AnUpdatedTransaction_CannotBeCreatedAgain()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Update then create");
        var id = Guid.NewGuid().ToString();
        await EndAsync(app, company, await app.SyncAsync(company, RunningApp.Expense(id: id)));
        await EndAsync(app, company, SyncOf(await app.PutAsync($"companies/{company}/sync/expenses/expense-transactions/{id}", Update(8m), status: 202)));

        using var response = await app.Http.PostAsync(
            $"companies/{company}/sync/expenses/expense-transactions",
            System.Net.Http.Json.JsonContent.Create(new[] { RunningApp.Expense(id: id) }));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("previously been processed", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATransferPutTwice_IsOneRecord_WithTheAmountsOfTheSecond()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Transfer");
        var path = $"companies/{company}/sync/expenses/transfer-transactions/{Guid.NewGuid()}";

        await EndAsync(app, company, SyncOf(await app.PutAsync(path, Transfer("090", 100m, "092", 115m))));
        await EndAsync(app, company, SyncOf(await app.PutAsync(path, Transfer("090", 90m, "092", 105m))));

        var journal = Assert.Single(await app.JournalsAsync(company));
        Assert.Equal(("Transfer", "EUR", 105m, 90m), (Text(journal, "kind"), Text(journal, "currency"), journal.GetProperty("totalAmount").GetDecimal(), journal.GetProperty("baseTotalAmount").GetDecimal()));
        Assert.Equal((-90m, 90m), (await app.BalanceAsync(company, "090"), await app.BalanceAsync(company, "092")));
    }

    [Fact]
    public async Task AnAdjustmentAndAReimbursement_AreBookedAsJournalAndBill()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Other kinds");
        var bill = Guid.NewGuid().ToString();

        await EndAsync(app, company, SyncOf(await app.PostAsync($"companies/{company}/sync/expenses/adjustment-transactions", new[]
        {
            new
            {
                id = Guid.NewGuid(), date = "2026-10-05", currency = "GBP",
                lines = new[] { new { amount = 25m, accountRef = new { id = "420" } }, new { amount = -25m, accountRef = new { id = "429" } } },
            },
        })));
        await EndAsync(app, company, SyncOf(await app.PostAsync(
            $"companies/{company}/sync/expenses/reimburseable-expense-transactions", new[] { Bill(bill, 40m) })));
        await EndAsync(app, company, SyncOf(await app.PutAsync(
            $"companies/{company}/sync/expenses/reimbursable-expense-transactions/{bill}", Bill(bill, 44m))));

        Assert.Equal((25m, -25m, 44m, -44m), (
            await app.BalanceAsync(company, "420"), await app.BalanceAsync(company, "429"), await app.BalanceAsync(company, "493"), await app.BalanceAsync(company, "800")));
        var journals = await app.JournalsAsync(company);
        Assert.Equal(["Adjustment", "ReimbursableExpense"], journals.Select(journal => Text(journal, "kind")));
        Assert.Equal(("travel-desk", "2026-11-05"), (Text(journals[1], "contactId"), Text(journals[1], "dueDate")));
    }

    [Fact]
    public async Task ABillOnTheAccountsPayableItNames_LandsThere_AndOnNoOtherAccount()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Payables account");
        object[] bills = [BillOn("800"), BillOn("429")];

        var sync = SyncOf(await app.PostAsync($"companies/{company}/sync/expenses/reimbursable-expense-transactions", bills));
        var status = await app.EndOfSyncAsync(company, sync);
        var rows = (await app.GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/transactions")).GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(5120, status.GetProperty("syncStatusCode").GetInt32());
        Assert.Equal("ApAccountRef 429 must have account type 'Accounts Payable'.", rows[1].GetProperty("message").GetString());
        Assert.Equal((-30m, 30m), (await app.BalanceAsync(company, "800"), await app.BalanceAsync(company, "493")));
    }

    [Fact]
    public async Task RetiredTypesInADataset_LandAsTransfersAndJournals_InTheirDirection()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Retired types");
        object[] movements =
        [
            Movement("TransferIn", 100m, "090"), Movement("transferOut", 30m, "090"), Movement("AdjustmentIn", 7m, "497"), Movement("AdjustmentOut", 2m, "497"),
        ];

        await EndAsync(app, company, await app.SyncAsync(company, [.. movements, RunningApp.Expense(amount: 12.50m)]));

        Assert.Equal(
            (-70m, -5m, 100m - 30m + 7m - 2m - 12.50m),
            (await app.BalanceAsync(company, "090"), await app.BalanceAsync(company, "497"), await app.BalanceAsync(company, "091")));
        Assert.Equal(
            ["Adjustment", "Adjustment", "Expense", "Transfer", "Transfer"],
            (await app.JournalsAsync(company)).Select(journal => Text(journal, "kind")).Order(StringComparer.Ordinal));
        var dryRun = await app.Http.PostAsJsonAsync(
            $"companies/{company}/sync/expenses/data/expense-transactions?validateOnly=true", new { items = new[] { Movement("TransferIn", 1m, "no-such-account") } });
        Assert.Equal("/items/0/lines/0/accountRef", JsonDocument.Parse(await dryRun.Content.ReadAsStringAsync()).RootElement
            .GetProperty("validation").GetProperty("errors")[0].GetProperty("itemId").GetString());
    }

    [Fact]
    public async Task ADatasetOfAllKinds_WhoseAnswersAreLost_LandsOnce()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server, new Dictionary<string, string?> { ["Sandbox:FailAfterCommitEvery"] = "2" });
        var company = await app.CreateCompanyAsync("Mixed");
        var key = new CompanyKey(new ClientId(app.Client), new CompanyId(company));
        var service = app.Services.GetRequiredService<IExpenseSyncService>();
        List<LedgerTransaction> mixed = [.. Enumerable.Range(0, 100).Select(OfEveryKind)];
        var dataset = await service.CreateDatasetAsync(key, new DatasetId(Guid.NewGuid().ToString()), mixed);
        var sync = await service.InitiateSyncAsync(new SyncInitiation(key, new SyncId(Guid.NewGuid().ToString()), [dataset]));

        await EndAsync(app, company, sync.Value);
        foreach (var transfer in mixed.OfType<TransferTransaction>().Take(4))
        {
            var path = $"companies/{company}/sync/expenses/transfer-transactions/{transfer.Id}";
            await EndAsync(app, company, SyncOf(await app.PutAsync(path, Transfer("090", 3m, "091", 3m))));
        }

        var journals = await app.JournalsAsync(company);
        Assert.Equal(mixed.Select(one => one.Id.Value).Order(), journals.Select(journal => Text(journal, "reference")).Order());
        Assert.Equal(4, journals.Count(journal => journal.GetProperty("version").GetInt32() == 2));
        Assert.Equal((25 * 10m) + 25m, await app.BalanceAsync(company, "429"));
        Assert.Equal((25 * -1m) + (4 * -2m), await app.BalanceAsync(company, "090"));
        Assert.Equal(25 * -10m, await app.BalanceAsync(company, "800"));
    }

    [Fact]
    public async Task TheHistoryOfATransaction_HasEverySync_TheLastFirst_AlsoWhenItsDatasetsAreGone()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("History");
        var id = Guid.NewGuid().ToString();
        var failed = await app.SyncAsync(company, RunningApp.Expense(id: id, account: "no-such-account"));
        Assert.Equal(5120, (await app.EndOfSyncAsync(company, failed)).GetProperty("syncStatusCode").GetInt32());
        var landed = await app.SyncAsync(company, RunningApp.Expense(id: id));
        await EndAsync(app, company, landed);
        foreach (var dataset in (await app.GetAsync($"companies/{company}/sync/expenses/datasets")).GetProperty("results").EnumerateArray())
        {
            using var deleted = await app.Http.DeleteAsync($"companies/{company}/sync/expenses/datasets/{Text(dataset, "datasetId")}");
            Assert.Equal(204, (int)deleted.StatusCode);
        }

        var history = (await app.GetAsync($"companies/{company}/sync/expenses/transactions/{id}/history")).GetProperty("results").EnumerateArray().ToList();
        var update = await app.PutAsync($"companies/{company}/sync/expenses/expense-transactions/{id}", Update(9m), status: 400);

        Assert.Equal([landed, failed], history.Select(entry => SyncOf(entry.GetProperty("sync"))));
        Assert.Equal(["Completed", "ValidationError"], history.Select(entry => Text(entry.GetProperty("transaction"), "status")));
        Assert.Contains("was deleted", Text(update, "error"), StringComparison.Ordinal);
    }

    private static LedgerTransaction OfEveryKind(int number)
    {
        var id = new TransactionId(Guid.NewGuid().ToString());
        ExpenseLine line = new() { NetAmount = 10m, AccountId = "429" };
        return (number % 4) switch
        {
            0 => new ExpenseTransaction { Id = id, Type = ExpenseType.Payment, IssueDate = Date, Currency = "GBP", Lines = [line] },
            1 => new TransferTransaction { Id = id, Date = Date, From = new("090", 1m), To = new("091", 1m) },
            2 => new AdjustmentTransaction
            {
                Id = id, Date = Date, Currency = "GBP",
                Lines = [new() { Amount = 1m, AccountId = "429" }, new() { Amount = -1m, AccountId = "420" }],
            },
            _ => new ReimbursableExpenseTransaction
            {
                Id = id, SupplierId = "travel-desk", IssueDate = Date, DueDate = Date.AddDays(30), Currency = "GBP",
                Lines = [line with { AccountId = "493" }],
            },
        };
    }

    private static async Task EndAsync(RunningApp app, string company, string sync)
    {
        var status = await app.EndOfSyncAsync(company, sync);
        Assert.True(status.GetProperty("syncStatusCode").GetInt32() == 2000, status.ToString());
    }

    private static string SyncOf(JsonElement answer) => answer.GetProperty("syncId").GetString()!;

    private static string? Text(JsonElement journal, string name) => journal.GetProperty(name).GetString();

    private static object Update(decimal amount, string? bankAccount = null) => new
    {
        type = "Payment",
        issueDate = "2026-10-05",
        currency = "GBP",
        bankAccountRef = bankAccount is null ? null : new { id = bankAccount },
        lines = new[] { new { netAmount = amount, taxAmount = 0m, accountRef = new { id = "429" } } },
    };

    private static object Transfer(string from, decimal fromAmount, string to, decimal toAmount) => new
    {
        date = "2026-10-05",
        from = new { accountRef = new { id = from }, amount = fromAmount },
        to = new { accountRef = new { id = to }, amount = toAmount },
    };

    private static object Movement(string type, decimal amount, string account) => new
    {
        id = Guid.NewGuid().ToString(),
        type,
        issueDate = "2026-10-05",
        currency = "GBP",
        merchantName = "Own account",
        lines = new[] { new { netAmount = amount, taxAmount = 0m, accountRef = new { id = account } } },
    };

    private static object BillOn(string account) => new
    {
        id = Guid.NewGuid().ToString(),
        contactRef = new { id = "travel-desk" },
        apAccountRef = new { id = account },
        issueDate = "2026-10-05",
        dueDate = "2026-11-04",
        currency = "GBP",
        lines = new[] { new { netAmount = 30m, accountRef = new { id = "493" } } },
    };

    private static object Bill(string id, decimal amount) => new
    {
        id,
        contactRef = new { id = "travel-desk" },
        issueDate = "2026-10-05",
        dueDate = "2026-11-05",
        currency = "GBP",
        lines = new[] { new { description = "Taxi", netAmount = amount, accountRef = new { id = "493" } } },
    };
}
