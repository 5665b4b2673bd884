using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Connectors.Tests.Compliance;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;
using Expenses.Testing;

namespace Expenses.Connectors.Tests.Sandbox;

/// <summary>Transfers, adjustments, bills and updates in the sandbox's books.</summary>
public sealed class SandboxKindTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Date = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_transfer_between_currencies_is_booked_at_the_ratio_of_its_amounts()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        await PushAsync(sandbox, Item("t", Transfer("090", 100m, "092", 115m)), Item("u", Transfer("092", 23m, "090", 20m)));

        var journals = await JournalsAsync(sandbox);
        Assert.Equal([(115m, 100m, 0.869565217m), (23m, 20m, 0.869565217m)], journals.Select(j => (j.TotalAmount, j.BaseTotalAmount, j.CurrencyRate)));
        Assert.All(journals, journal => Assert.Equal("EUR", journal.Currency));
        Assert.Equal([("090", -80m), ("092", 80m)], await BalancesAsync(sandbox));
    }

    [Theory]
    [InlineData("090", "090", "sandbox.transfer_accounts")]
    [InlineData("429", "420", "sandbox.transfer_accounts")]
    [InlineData("090", "999", "sandbox.unknown_account")]
    [InlineData("800", "090", "sandbox.sub_ledger_account")]
    [InlineData("090", "498", "sandbox.archived_account")]
    public async Task A_transfer_between_accounts_that_do_not_fit_is_refused(string from, string to, string code)
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, [Item("t", Transfer(from, 1m, to, 1m))]);

        Assert.Equal(code, Assert.Single(answer.Items).Code);
    }

    [Fact]
    public async Task An_adjustment_in_another_currency_balances_in_base_currency_too()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var adjustment = Adjustment(10.01m, 10.01m, -20.02m) with { Currency = "USD", CurrencyRate = 0.777m };

        await PushAsync(sandbox, Item("a", adjustment));

        var journal = Assert.Single(await JournalsAsync(sandbox));
        Assert.Equal((0m, 0m), (journal.TotalAmount, journal.BaseTotalAmount));
        Assert.Equal(journal.Lines.Sum(line => line.BaseDebit), journal.Lines.Sum(line => line.BaseCredit));
        Assert.Null(journal.BankAccountId);
    }

    [Fact]
    public async Task An_adjustment_that_does_not_balance_is_refused()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, [Item("a", Adjustment(1m, 1m, -1m))]);

        Assert.Equal("sandbox.unbalanced", Assert.Single(answer.Items).Code);
    }

    [Fact]
    public async Task A_reimbursable_expense_is_a_bill_on_accounts_payable_with_its_due_date()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        await PushAsync(sandbox, Bill("b", 40m));

        var journal = Assert.Single(await JournalsAsync(sandbox));
        Assert.Equal(
            (TransactionKind.ReimbursableExpense, "800", "travel-desk", new DateOnly(2026, 2, 15)),
            (journal.Kind, journal.BankAccountId, journal.ContactId, journal.DueDate));
        Assert.Equal([("429", 40m), ("800", -40m)], await BalancesAsync(sandbox));
    }

    [Fact]
    public async Task An_update_keeps_the_record_and_its_attachments_and_only_the_last_version_counts()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var record = (await PushAsync(sandbox, sandbox.Ids.Payment(1, 10m)))[0].RecordId!;
        await sandbox.Connector.AttachAsync(sandbox.Connection, Items.Upload(record, Items.Bytes(10)));

        var second = await PushAsync(sandbox, Update(sandbox.Ids.Payment(1, 20m), "v2", record));
        var third = await PushAsync(sandbox, Update(sandbox.Ids.Payment(1, 30m), "v3", record), sandbox.Ids.Payment(2, 5m));

        Assert.Equal((record, record), (second[0].RecordId, third[0].RecordId));
        var journals = await JournalsAsync(sandbox);
        Assert.Equal([(3, 30m), (1, 5m)], journals.Select(journal => (journal.Version, journal.TotalAmount)));
        Assert.Equal([10m, 20m], journals[0].Superseded.Select(version => version.TotalAmount));
        Assert.Single(journals[0].Attachments);
        Assert.Equal([("090", -35m), ("429", 35m)], await BalancesAsync(sandbox));
    }

    [Fact]
    public async Task An_update_sent_twice_is_one_version()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var record = (await PushAsync(sandbox, sandbox.Ids.Payment(1, 10m)))[0].RecordId!;
        var update = Update(sandbox.Ids.Payment(1, 20m), "v2", record);

        await PushAsync(sandbox, update);
        await PushAsync(sandbox, update);
        var found = await sandbox.Connector.FindRecordsAsync(sandbox.Connection, ["v2"]);

        Assert.Equal(2, Assert.Single(await JournalsAsync(sandbox)).Version);
        Assert.Equal(record, found["v2"]);
    }

    [Fact]
    public async Task Updates_of_one_record_by_two_processes_at_once_are_two_versions()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var record = (await PushAsync(sandbox, sandbox.Ids.Payment(1, 10m)))[0].RecordId!;
        var beside = await sandbox.StartBesideAsync();

        await Task.WhenAll(
            PushAsync(sandbox, Update(sandbox.Ids.Payment(1, 20m), "v2", record)),
            PushAsync(beside, Update(sandbox.Ids.Payment(1, 30m), "v3", record)));

        var journal = Assert.Single(await JournalsAsync(sandbox));
        Assert.Equal(3, journal.Version);
        Assert.Equal(60m, journal.TotalAmount + journal.Superseded.Sum(version => version.TotalAmount));
    }

    [Fact]
    public async Task Records_that_cannot_be_updated_so_are_refused()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var payment = (await PushAsync(sandbox, sandbox.Ids.Payment()))[0].RecordId!;
        var refund = (await PushAsync(sandbox, sandbox.Ids.MoneyBack(ExpenseType.Refund, 2)))[0].RecordId!;

        var answer = await sandbox.Connector.PushAsync(sandbox.Connection,
        [
            Update(sandbox.Ids.Payment(), "a", "jnl-0000009999"),
            Update(sandbox.Ids.Payment(7), "b", payment),
            Update(sandbox.Ids.MoneyBack(ExpenseType.Refund, 2), "c", refund),
            Update(sandbox.Ids.Payment(), "d", payment),
            Update(sandbox.Ids.Payment(), "e", payment),
        ]);

        Assert.Equal(
            ["sandbox.unknown_record", "sandbox.not_updatable", "sandbox.not_updatable", null, "sandbox.updated_twice"],
            answer.Items.Select(outcome => outcome.Code));
    }

    private static PushItem Update(PushItem item, string key, string record) => item with
    {
        IdempotencyKey = key,
        RecordId = record,
        Transaction = item.Transaction with { Operation = PushOperationKind.Update, Version = 2 },
    };

    private static PushItem Item(string key, LedgerTransaction transaction) => new(key, transaction);

    private static TransferTransaction Transfer(string from, decimal fromAmount, string to, decimal toAmount) =>
        new() { Id = NewId(), Date = Date, From = new(from, fromAmount), To = new(to, toAmount) };

    private static AdjustmentTransaction Adjustment(params decimal[] amounts) => new()
    {
        Id = NewId(),
        Date = Date,
        Currency = "GBP",
        Lines = [.. amounts.Select(amount => new AdjustmentLine { Amount = amount, AccountId = amount < 0 ? "420" : "429" })],
    };

    private static PushItem Bill(string key, decimal amount) => new(
        key,
        new ReimbursableExpenseTransaction
        {
            Id = NewId(),
            SupplierId = "travel-desk",
            IssueDate = Date,
            DueDate = Date.AddMonths(1),
            Currency = "GBP",
            Lines = [new ExpenseLine { NetAmount = amount, AccountId = "429", Description = "Taxi" }],
        },
        ContactId: "travel-desk");

    private static TransactionId NewId() => new(Guid.NewGuid().ToString("D"));

    private static async Task<IReadOnlyList<PushItemOutcome>> PushAsync(SandboxUnderTest sandbox, params PushItem[] items)
    {
        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, items);
        Assert.All(answer.Items, outcome => Assert.True(outcome.IsCompleted, outcome.Message));
        return answer.Items;
    }

    private static async Task<IReadOnlyList<SandboxJournal>> JournalsAsync(SandboxUnderTest sandbox) =>
        (await sandbox.Ledger.ListJournalsAsync(sandbox.Connection, 0, 100)).Journals;

    private static async Task<IReadOnlyList<(string Account, decimal Balance)>> BalancesAsync(SandboxUnderTest sandbox)
    {
        var balance = await sandbox.Ledger.TrialBalanceAsync(sandbox.Connection);
        Assert.True(balance.Balanced);
        return [.. balance.Accounts.Select(account => (account.AccountId, account.Debit - account.Credit))];
    }
}
