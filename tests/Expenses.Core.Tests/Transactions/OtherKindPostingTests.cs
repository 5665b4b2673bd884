using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

/// <summary>The rules of transfers, adjustments and reimbursable expenses, and of locked periods (codat-contract §2.6, §4.3, §4.4).</summary>
public sealed class OtherKindPostingTests
{
    private static readonly TransactionId Id = new("0b1f6b2e-7d1c-4f57-9a54-0d1f5f0c7a11");
    private static readonly DateTimeOffset Date = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly PostingContext Context = Ledger.Can(can => can with
    {
        Kinds = Enum.GetValues<TransactionKind>().ToDictionary(kind => kind, _ => new KindSupport(Create: true, Update: true)),
        TransferCombinations = new HashSet<CurrencyCombination> { CurrencyCombination.AllSame, CurrencyCombination.BaseAndBank },
        PayableAccounts = true,
    });

    private static TransferTransaction Transfer { get; } = new() { Id = Id, Date = Date, From = new("bank-gbp", 100m), To = new("travel", 100m) };

    private static AdjustmentTransaction Adjustment { get; } = new()
    {
        Id = Id, Date = Date, Currency = "GBP", Lines = [new() { Amount = 5m, AccountId = "travel" }, new() { Amount = -5m, AccountId = "bank-gbp" }],
    };

    private static ReimbursableExpenseTransaction Bill { get; } = new()
    {
        Id = Id, SupplierId = "airline", IssueDate = Date, DueDate = Date.AddDays(30), Currency = "GBP", Lines = [Ledger.Line],
    };

    public static TheoryData<string> Good => ["transfer", "transfer to another currency", "adjustment", "foreign adjustment", "bill", "foreign bill", "bill on creditors"];

    [Theory]
    [MemberData(nameof(Good))]
    public void GoodOnes_BecomeItemsUnderTheKeyOfTheirVersion(string name)
    {
        LedgerTransaction transaction = name switch
        {
            "transfer" => Transfer,
            "transfer to another currency" => Transfer with { To = new("bank-usd", 128.40m) },
            "adjustment" => Adjustment,
            "foreign adjustment" => Adjustment with { Currency = "USD", CurrencyRate = 0.78m },
            "bill" => Bill,
            "foreign bill" => Bill with { SupplierId = "us-shop", Currency = "USD", CurrencyRate = 0.78m },
            _ => Bill with { PayableAccountId = "creditors" },
        };
        var decision = PostingRules.Decide(transaction with { Operation = PushOperationKind.Update, Version = 3 }, Context);

        Assert.NotNull(decision.Item);
        Assert.Equal(PushIntent.KeyOf(Ledger.Company, Id, PushOperationKind.Update, 3), decision.Item.IdempotencyKey);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "same account", "To.AccountRef" },
        { "no bank account", "From.AccountRef" },
        { "unknown account", "From.AccountRef" },
        { "creditors", "To.AccountRef" },
        { "closed account", "From.AccountRef" },
        { "amounts differ", "To.Amount" },
        { "nothing", "From.Amount" },
        { "too many decimals", "To.Amount" },
        { "combination", "To.AccountRef" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Transfer_ThatIsWrong_IsRefusedByField(string name, string field)
    {
        var transfer = name switch
        {
            "same account" => Transfer with { To = Transfer.From },
            "no bank account" => Transfer with { From = new("travel", 1m), To = new("payments-only", 1m) },
            "unknown account" => Transfer with { From = new("nowhere", 100m) },
            "creditors" => Transfer with { To = new("creditors", 100m) },
            "closed account" => Transfer with { From = new("bank-closed", 100m) },
            "amounts differ" => Transfer with { To = new("travel", 99m) },
            "nothing" => Transfer with { From = new("bank-gbp", 0m), To = new("travel", 0m) },
            "too many decimals" => Transfer with { To = new("bank-usd", 1.001m) },
            _ => Transfer with { From = new("bank-usd", 1m), To = new("bank-eur", 1m) },
        };
        var decision = PostingRules.Decide(transfer, Context);

        Assert.Null(decision.Item);
        Assert.Contains(field, decision.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Adjustment_ThatDoesNotBalance_SaysByHowMuch()
    {
        var decision = PostingRules.Decide(Adjustment with { Lines = [Adjustment.Lines[0], Adjustment.Lines[1] with { Amount = -4.5m }] }, Context);

        Assert.Equal(("LineItems", "The amounts of LineItems must balance: debits (above 0) and credits (below 0) differ by 0.5."), Only(decision));
    }

    [Fact]
    public void Adjustment_InAForeignCurrency_NeedsItsRate() =>
        Assert.Equal("CurrencyRate", Only(PostingRules.Decide(Adjustment with { Currency = "USD" }, Context)).Field);

    [Fact]
    public void Adjustment_OnABankAccountOfAThirdCurrency_IsRefused() => Assert.Equal(
        "LineItems[1].AccountRef",
        Only(PostingRules.Decide(
            Adjustment with { Currency = "USD", CurrencyRate = 1m, Lines = [Adjustment.Lines[0], Adjustment.Lines[1] with { AccountId = "bank-eur" }] }, Context)).Field);

    [Fact]
    public void Adjustment_TaggedWithASupplierThatIsArchived_IsRefused() => Assert.Equal(
        "LineItems[0].TrackingRefs[0]",
        Only(PostingRules.Decide(
            Adjustment with { Lines = [Adjustment.Lines[0] with { TrackingReferences = [new("archived", TrackingDataType.Suppliers)] }, Adjustment.Lines[1]] }, Context)).Field);

    [Theory]
    [InlineData("archived", "GBP", "ContactRef")]
    [InlineData("us-shop", "GBP", "Currency")]
    [InlineData("nobody", "GBP", "ContactRef")]
    public void Bill_OfAnEmployeeThatCannotBePaidSo_IsRefused(string supplier, string currency, string field) =>
        Assert.Equal(field, Only(PostingRules.Decide(Bill with { SupplierId = supplier, Currency = currency }, Context)).Field);

    [Theory]
    [InlineData("travel")]
    [InlineData("nowhere")]
    public void Bill_OnAnAccountThatIsNotPayable_IsRefused(string account) =>
        Assert.Equal("ApAccountRef", Only(PostingRules.Decide(Bill with { PayableAccountId = account }, Context)).Field);

    [Fact]
    public void Bill_OnAPlatformWithoutAChoiceOfPayableAccounts_IsRefused() => Assert.Equal(
        "ApAccountRef",
        Only(PostingRules.Decide(Bill with { PayableAccountId = "creditors" }, Context with { Capabilities = Context.Capabilities with { PayableAccounts = false } })).Field);

    [Fact]
    public void KindThatThePlatformDoesNotTake_IsRefused() =>
        Assert.Equal("Transfer transactions are not supported by the connected accounting software.", PostingRules.Decide(Transfer, Ledger.Context).Problems[0].Message);

    [Fact]
    public void UpdateOfATypeThatCannotBeUpdated_IsRefused() => Assert.Equal(
        "Type", Only(PostingRules.Decide(Ledger.Payment with { Type = ExpenseType.Refund, Operation = PushOperationKind.Update, Version = 2 }, Context)).Field);

    [Fact]
    public void LockedPeriod_IsRefusedForEveryKind_AndNamesTheNextOpenDay()
    {
        var locked = Context with { Reference = new ReferenceIndex(Ledger.Data with { LockDate = new DateOnly(2026, 2, 2) }) };
        LedgerTransaction[] all = [Ledger.Payment, Transfer, Adjustment, Bill];

        Assert.Equal(["IssueDate", "Date", "Date", "IssueDate"], all.Select(transaction => Only(PostingRules.Decide(transaction, locked)).Field));
        Assert.All(all, transaction => Assert.EndsWith("the next open day is 2026-02-02.", Only(PostingRules.Decide(transaction, locked)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void FirstOpenDay_IsNotLocked()
    {
        var open = Context with { Reference = new ReferenceIndex(Ledger.Data with { LockDate = new DateOnly(2026, 2, 1) }) };

        Assert.NotNull(PostingRules.Decide(Transfer, open).Item);
    }

    private static (string Field, string Message) Only(PostingDecision decision)
    {
        Assert.Null(decision.Item);
        var problem = Assert.Single(decision.Problems);
        return (problem.Field, problem.Message);
    }
}
