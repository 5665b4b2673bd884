using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

/// <summary>The retired types that datasets of the older contracts still have: what they land as, and what they may not be (codat-contract §4.2, §4.3, B061).</summary>
public sealed class MovementPostingTests
{
    private static readonly PostingContext Context = With(TransactionKind.Transfer, TransactionKind.Adjustment);

    private static MovementTransaction Movement { get; } = new()
    {
        Id = new TransactionId("0b1f6b2e-7d1c-4f57-9a54-0d1f5f0c7a11"),
        Type = MovementType.TransferIn,
        IssueDate = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        Currency = "GBP",
        Notes = "Pay-down",
        Lines = [new ExpenseLine { NetAmount = 80m, AccountId = "travel" }, new ExpenseLine { NetAmount = 20m, AccountId = "travel" }],
    };

    [Theory]
    [InlineData(MovementType.TransferIn, "travel", "bank-gbp")]
    [InlineData(MovementType.TransferOut, "bank-gbp", "travel")]
    public void Transfer_LandsAsATransfer_InItsDirection(MovementType type, string from, string to)
    {
        var item = PostingRules.Decide(Movement with { Type = type }, Context).Item!;

        var transfer = Assert.IsType<TransferTransaction>(item.Transaction);
        Assert.Equal((new TransferSide(from, 100m), new TransferSide(to, 100m), "Pay-down"), (transfer.From, transfer.To, transfer.Description));
        Assert.Equal(PushIntent.KeyOf(Ledger.Company, Movement.Id, PushOperationKind.Create, 1), item.IdempotencyKey);
    }

    [Fact]
    public void Transfer_InAForeignCurrency_HasEachSideInItsOwn()
    {
        var movement = Movement with { Currency = "USD", CurrencyRate = 0.781m, BankAccountId = "bank-usd", Lines = [new ExpenseLine { NetAmount = 20m, AccountId = "bank-gbp" }] };

        var transfer = Assert.IsType<TransferTransaction>(PostingRules.Decide(movement, Context).Item?.Transaction);

        Assert.Equal((new TransferSide("bank-gbp", 15.62m), new TransferSide("bank-usd", 20m)), (transfer.From, transfer.To));
    }

    // The rate leads to the base currency: the amount on an account in another one would be a guess, and its reciprocal at that.
    [Theory]
    [InlineData("GBP", "bank-usd", "travel")]
    [InlineData("GBP", "bank-gbp", "bank-usd")]
    [InlineData("USD", "bank-eur", "travel")]
    public void Transfer_WhoseRateDoesNotLeadToAnAccountsCurrency_IsRefused(string currency, string bank, string other)
    {
        var everything = Context with { Capabilities = Context.Capabilities with { TransferCombinations = Enum.GetValues<CurrencyCombination>().ToHashSet() } };
        var movement = Movement with { Currency = currency, CurrencyRate = bank == "bank-gbp" ? null : 0.781m, BankAccountId = bank, Lines = [new ExpenseLine { NetAmount = 20m, AccountId = other }] };

        var decision = PostingRules.Decide(movement, everything);

        Assert.Null(decision.Item);
        Assert.All(decision.Problems, problem => Assert.Equal("LineItems[0].AccountRef", problem.Field));
    }

    [Theory]
    [InlineData(MovementType.AdjustmentIn, 100)]
    [InlineData(MovementType.AdjustmentOut, -100)]
    public void Adjustment_LandsAsAJournalEntry_ThatBalances(MovementType type, int onBankAccount)
    {
        var journal = Assert.IsType<AdjustmentTransaction>(PostingRules.Decide(Movement with { Type = type }, Context).Item!.Transaction);

        Assert.Equal(0m, journal.Lines.Sum(line => line.Amount));
        Assert.Equal(onBankAccount, journal.Lines.Single(line => line.AccountId == "bank-gbp").Amount);
        Assert.Equal(3, journal.Lines.Count);
    }

    [Fact]
    public void Transfer_ThatATransferCannotSay_LandsAsAJournalEntry()
    {
        var tagged = Movement with { Lines = [Movement.Lines[0] with { TrackingReferences = [new TrackingReference("north")] }] };
        var split = Movement with { Lines = [Movement.Lines[0], Movement.Lines[1] with { AccountId = "bank-eur" }], BankAccountId = "bank-gbp" };

        Assert.IsType<AdjustmentTransaction>(PostingRules.Decide(tagged, Context).Item?.Transaction);
        Assert.Equal("LineItems[0].AccountRef", Assert.Single(PostingRules.Decide(split, Context).Problems).Field);
        Assert.IsType<AdjustmentTransaction>(PostingRules.Decide(Movement, With(TransactionKind.Adjustment)).Item?.Transaction);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "unknown account", "LineItems[0].AccountRef" },
        { "closed account", "LineItems[0].AccountRef" },
        { "creditors", "LineItems[0].AccountRef" },
        { "its own bank account", "LineItems[0].AccountRef" },
        { "no account", "LineItems[0].AccountRef" },
        { "taxed", "LineItems[0].TaxAmount" },
        { "unknown rate", "LineItems[0].TaxRateRef" },
        { "nothing", "LineItems" },
        { "bank account is none", "BankAccountRef" },
        { "unknown supplier", "ContactRef" },
        { "no rate of exchange", "CurrencyRate" },
        { "too many decimals", "LineItems[0].NetAmount" },
        { "locked period", "IssueDate" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Movement_ThatIsWrong_IsRefusedByField(string name, string field)
    {
        var line = Movement.Lines[0];
        var movement = name switch
        {
            "unknown account" => Of(line with { AccountId = "nowhere" }),
            "closed account" => Of(line with { AccountId = "old" }),
            "creditors" => Of(line with { AccountId = "creditors" }),
            "its own bank account" => Of(line with { AccountId = "bank-gbp" }),
            "no account" => Of(line with { AccountId = null }),
            "taxed" => Of(line with { TaxAmount = 1m }),
            "unknown rate" => Of(line with { TaxRateId = "nowhere" }),
            "nothing" => Of(line with { NetAmount = 0m }),
            "bank account is none" => Movement with { BankAccountId = "travel", Lines = [line with { AccountId = "bank-gbp" }] },
            "unknown supplier" => Movement with { SupplierId = "nobody" },
            "no rate of exchange" => Movement with { Currency = "USD" },
            "too many decimals" => Of(line with { NetAmount = 1.001m }),
            _ => Movement with { IssueDate = new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero) },
        };
        var context = name == "locked period" ? Context with { Reference = new ReferenceIndex(Ledger.Data with { LockDate = new DateOnly(2026, 1, 1) }) } : Context;

        var problem = Assert.Single(PostingRules.Decide(movement, context).Problems);

        Assert.Equal(field, problem.Field);
    }

    [Theory]
    [InlineData(MovementType.TransferIn, "Type TransferIn is not supported by the connected accounting software.")]
    [InlineData(MovementType.AdjustmentOut, "Type AdjustmentOut is not supported by the connected accounting software.")]
    public void Platform_WithoutTransfersAndJournals_TakesNone(MovementType type, string text) =>
        Assert.Equal(text, Assert.Single(PostingRules.Decide(Movement with { Type = type }, With(TransactionKind.Expense)).Problems).Message);

    private static MovementTransaction Of(ExpenseLine line) => Movement with { Lines = [line] };

    private static PostingContext With(params TransactionKind[] kinds) => Ledger.Can(can => can with
    {
        Kinds = kinds.ToDictionary(kind => kind, _ => new KindSupport(Create: true, Update: false)),
        TransferCombinations = new HashSet<CurrencyCombination> { CurrencyCombination.AllSame, CurrencyCombination.BaseAndBank },
    });
}
