using Expenses.Connectors.Tests.Compliance;
using Expenses.Core.Connectors;
using Expenses.Core.Transactions;
using Expenses.Testing;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Expenses.Connectors.Tests.Sandbox;

public sealed class SandboxLedgerTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_new_ledger_is_empty_and_balanced()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var page = await sandbox.Ledger.ListJournalsAsync(sandbox.Connection, 0, 100);
        var balance = await sandbox.Ledger.TrialBalanceAsync(sandbox.Connection);

        Assert.Equal((0, 0), (page.Journals.Count, page.Total));
        Assert.Equal(("GBP", true), (balance.BaseCurrency, balance.Balanced));
        Assert.Empty(balance.Accounts);
    }

    [Fact]
    public async Task A_ledger_that_was_never_opened_lists_nothing_and_takes_nothing()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var closed = SandboxUnderTest.NewConnection();

        var page = await sandbox.Ledger.ListJournalsAsync(closed, 0, 10);
        var balance = await sandbox.Ledger.TrialBalanceAsync(closed);
        var exception = await Assert.ThrowsAsync<ConnectorException>(() => sandbox.Connector.PushAsync(closed, [sandbox.Ids.Payment()]));

        Assert.Equal(0, page.Total);
        Assert.Equal(("GBP", 0, true), (balance.BaseCurrency, balance.Accounts.Count, balance.Balanced));
        Assert.Equal((FailureCategory.Rejected, "sandbox.no_ledger"), (exception.Category, exception.Code));
    }

    [Fact]
    public async Task The_chart_has_its_fixed_ids()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var data = await sandbox.Connector.ReadReferenceDataAsync(sandbox.Connection);

        Assert.Equal(
            "090 091 092 200 260 310 400 404 408 412 420 425 429 433 449 453 461 463 469 473 485 489 493 494 497 498 610 800 820 877",
            string.Join(' ', data.Accounts.Select(account => account.Id).Order(StringComparer.Ordinal)));
        Assert.Equal(["090", "091", "092"], data.Accounts.Where(account => account.IsBankAccount).Select(account => account.Id));
        Assert.Equal(["NONE", "ZERORATEDINPUT", "INPUT2", "RRINPUT", "OLDVAT"], data.TaxRates.Select(rate => rate.Id));
        Assert.Equal([0m, 0m, 20m, 5m, 17.5m], data.TaxRates.Select(rate => rate.EffectiveTaxRate));
    }

    [Fact]
    public async Task Pages_of_journals_cover_all_of_them_once_and_in_order()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        await sandbox.Connector.PushAsync(sandbox.Connection, sandbox.Ids.Payments(12));

        var seen = new List<string>();
        for (var first = 0; first < 15; first += 5)
        {
            var page = await sandbox.Ledger.ListJournalsAsync(sandbox.Connection, first, 5);
            Assert.Equal(12, page.Total);
            seen.AddRange(page.Journals.Select(journal => journal.IdempotencyKey));
        }

        Assert.Equal(sandbox.Ids.Payments(12).Select(item => item.IdempotencyKey), seen);
        Assert.Empty((await sandbox.Ledger.ListJournalsAsync(sandbox.Connection, int.MaxValue, 5)).Journals);
    }

    [Fact]
    public async Task A_page_of_journals_has_the_attachments_of_its_own_journals()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, sandbox.Ids.Payments(3));
        foreach (var (outcome, n) in answer.Items.Select((outcome, n) => (outcome, n)))
        {
            await sandbox.Connector.AttachAsync(sandbox.Connection, Items.Upload(outcome.RecordId!, Items.Bytes(10, n), $"receipt-{n}"));
        }

        var page = await sandbox.Ledger.ListJournalsAsync(sandbox.Connection, 1, 1);

        var journal = Assert.Single(page.Journals);
        Assert.Equal(Items.Upload("", Items.Bytes(10, 1)).Sha256, Assert.Single(journal.Attachments).Sha256);
    }

    [Fact]
    public async Task The_trial_balance_adds_every_journal_up()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        await sandbox.Connector.PushAsync(
            sandbox.Connection,
            [
                sandbox.Ids.Payment(1, 100m).WithLine(line => line with { TaxAmount = 20m, TaxRateId = "INPUT2" }),
                sandbox.Ids.Payment(2, 20m).With(t => t with { Currency = "USD", CurrencyRate = 0.781m }),
                sandbox.Ids.MoneyBack(ExpenseType.Refund, 3, 10m),
            ]);

        var balance = await sandbox.Ledger.TrialBalanceAsync(sandbox.Connection);

        Assert.Equal(
            [("090", 10m, 135.62m), ("429", 115.62m, 10m), ("820", 20m, 0m)],
            balance.Accounts.Select(account => (account.AccountId, account.Debit, account.Credit)));
        Assert.True(balance.Balanced);
    }

    [Fact]
    public async Task Whatever_is_pushed_the_trial_balance_is_zero()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var numbers = Enumerable.Range(1, int.MaxValue).GetEnumerator();
        var anyItem =
            from cents in Gen.Choose(1, 1_000_000)
            from millionths in Gen.Choose(1, 3_000_000)
            from currency in Gen.Elements("GBP", "USD", "EUR")
            from type in Gen.Elements(Enum.GetValues<ExpenseType>())
            select (type, currency, amount: cents / 100m, rate: millionths / 1_000_000m);

        RandomCases.Check(output, cases: 5, Prop.ForAll(Arb.From(anyItem.ArrayOf(25)), PushAndBalance));

        async Task<bool> PushAndBalance((ExpenseType Type, string Currency, decimal Amount, decimal Rate)[] batch)
        {
            var items = batch.Select(one =>
            {
                numbers.MoveNext();
                var item = one.Type == ExpenseType.Payment
                    ? sandbox.Ids.Payment(numbers.Current, one.Amount)
                    : sandbox.Ids.MoneyBack(one.Type, numbers.Current, one.Amount);
                return item.With(t => t with { Currency = one.Currency, CurrencyRate = one.Rate });
            }).ToList();

            var answer = await sandbox.Connector.PushAsync(sandbox.Connection, items);
            var balance = await sandbox.Ledger.TrialBalanceAsync(sandbox.Connection);
            return answer.Items.All(outcome => outcome.IsCompleted) && balance.Balanced;
        }
    }

    [Fact]
    public async Task A_batch_of_the_largest_documents_lands()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var line = new ExpenseLine
        {
            NetAmount = 999_999.99m,
            AccountId = "429",
            TaxRateId = "INPUT2",
            TaxAmount = 199_999.99m,
            TrackingReferences = [.. Enumerable.Repeat(new TrackingReference("dept-engineering"), 10)],
        };
        var items = sandbox.Ids.Payments(25).Select(item => item.With(t => t with { Notes = new string('é', 5000), Lines = [.. Enumerable.Repeat(line, 100)] }));

        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, [.. items]);

        Assert.All(answer.Items, outcome => Assert.True(outcome.IsCompleted, outcome.Message));
        Assert.Equal(101 + 1, (await sandbox.Ledger.ListJournalsAsync(sandbox.Connection, 24, 1)).Journals[0].Lines.Count);
    }

    [Fact]
    public async Task Keys_may_hold_any_character()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var item = sandbox.Ids.Payment() with { IdempotencyKey = "a/b\\c#d?e%f'g =h é" };

        await sandbox.Connector.PushAsync(sandbox.Connection, [item]);
        var found = await sandbox.Connector.FindRecordsAsync(sandbox.Connection, [item.IdempotencyKey]);

        Assert.Equal("jnl-0000000001", found[item.IdempotencyKey]);
    }

    [Fact]
    public async Task A_key_that_made_a_record_gives_it_even_when_the_document_would_now_be_refused()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var item = sandbox.Ids.Payment();
        var first = await sandbox.Connector.PushAsync(sandbox.Connection, [item]);
        var stricter = await sandbox.StartBesideAsync(("RejectMerchant", item.Expense().MerchantName!), ("LockDate", "2026-02-01"));

        var again = await stricter.Connector.PushAsync(stricter.Connection, [item, sandbox.Ids.Payment(2)]);

        Assert.Equal(first.Items[0], again.Items[0]);
        Assert.Equal("sandbox.merchant_refused", again.Items[1].Code);
    }
}
