using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

public sealed class PostingRulesTests
{
    [Fact]
    public void Decide_GoodPayment_GivesACompleteItem()
    {
        var decision = PostingRules.Decide(Ledger.Payment, Ledger.Context);

        var key = PushIntent.KeyOf(Ledger.Company, Ledger.Payment.Id, PushOperationKind.Create, 1);
        Assert.Equal(new PushItem(key, Ledger.Payment, "bank-gbp", "card-provider", false), decision.Item);
        Assert.Empty(decision.Problems);
        Assert.Equal("", decision.Message());
    }

    // codat-contract B054: the transaction's value beats the company's default.
    [Fact]
    public void Decide_TransactionsOwnBankAccountAndSupplier_BeatTheDefaults()
    {
        var item = PostingRules.Decide(Ledger.Payment with { BankAccountId = "bank-usd", CurrencyRate = 0.8m, SupplierId = "airline" }, Ledger.Context).Item;

        Assert.Equal(("bank-usd", "airline"), (item?.BankAccountId, item?.ContactId));
    }

    [Fact]
    public void Decide_NoConfigurationButEverythingOnTheTransaction_IsAnItem()
    {
        var own = Ledger.Payment with { BankAccountId = "bank-gbp", SupplierId = "airline" };

        Assert.NotNull(PostingRules.Decide(own, Ledger.Context with { Configuration = null }).Item);
    }

    // codat-contract §4.6.
    [Theory]
    [InlineData(ExpenseType.Payment, true, "card-provider", false)]
    [InlineData(ExpenseType.Payment, false, "card-provider", false)]
    [InlineData(ExpenseType.Refund, true, "customer", true)]
    [InlineData(ExpenseType.Reward, true, "customer", true)]
    [InlineData(ExpenseType.Chargeback, true, "customer", true)]
    [InlineData(ExpenseType.Refund, false, "card-provider", false)]
    [InlineData(ExpenseType.Reward, false, "card-provider", false)]
    [InlineData(ExpenseType.Chargeback, false, "card-provider", false)]
    public void Decide_TheContact_FollowsTypeAndPlatform(ExpenseType type, bool refundsAgainstCustomer, string contact, bool isCustomer)
    {
        var context = Ledger.Can(capabilities => capabilities with { RefundsAgainstCustomer = refundsAgainstCustomer });

        var item = PostingRules.Decide(Ledger.Payment with { Type = type }, context).Item;

        Assert.Equal((contact, isCustomer), (item?.ContactId, item?.ContactIsCustomer));
    }

    [Fact]
    public void Decide_RefundAgainstACustomer_DoesNotUseTheTransactionsSupplier()
    {
        var context = Ledger.Can(capabilities => capabilities with { RefundsAgainstCustomer = true });

        var item = PostingRules.Decide(Ledger.Payment with { Type = ExpenseType.Refund, SupplierId = "archived" }, context).Item;

        Assert.Equal("customer", item?.ContactId);
    }

    [Fact]
    public void Decide_EverythingWrong_NamesEveryProblemWithItsLine()
    {
        var transaction = Ledger.Payment with
        {
            BankAccountId = "nowhere",
            SupplierId = "nobody",
            Lines =
            [
                Ledger.Line,
                Ledger.Line with { AccountId = "creditors", TaxRateId = "vat0" },
                Ledger.Line with { AccountId = "nothing", TrackingReferences = [new TrackingReference("region")] },
            ],
        };

        var decision = PostingRules.Decide(transaction, Ledger.Context);

        Assert.Null(decision.Item);
        Assert.Equal(
            ["BankAccountRef", "ContactRef", "LineItems[1].AccountRef", "LineItems[2].AccountRef", "LineItems[1].TaxAmount", "LineItems[2].TrackingRefs[0]"],
            decision.Problems.Select(problem => problem.Field));
        Assert.Equal(
            "Bank account nowhere does not exist. Supplier does not exist. "
            + "LineItems[1].AccountRef must not have account type 'Accounts Payable' or 'Accounts Receivable'. "
            + "LineItems[2].AccountRef nothing does not exist. "
            + "LineItems[1].TaxAmount must be 0 when used with a Tax Rate with an effective rate of 0. "
            + "LineItems[2].TrackingRefs[0]: Tracking category region has others under it; use one of those.",
            decision.Message());
    }

    [Fact]
    public void Decide_SameInput_GivesTheEqualDecision() => Assert.Equal(
        PostingRules.Decide(Ledger.Payment, Ledger.Context).Item,
        PostingRules.Decide(Ledger.Payment, Ledger.Context with { Reference = new ReferenceIndex(Ledger.Data) }).Item);
}
