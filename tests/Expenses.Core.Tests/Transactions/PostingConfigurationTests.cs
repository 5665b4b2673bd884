using Expenses.Core.Companies;
using Expenses.Core.Transactions;

namespace Expenses.Core.Tests.Transactions;

/// <summary>Defaults that are missing or gone are the configuration's fault: the sync ends 4000 (codat-contract §4.8, §4.9).</summary>
public sealed class PostingConfigurationTests
{
    private static readonly CompanyConfiguration Good = Ledger.Context.Configuration!;

    [Fact]
    public void NoConfiguration_NamesBothMissingDefaults()
    {
        var decision = PostingRules.Decide(Ledger.Payment, Ledger.Context with { Configuration = null });

        Assert.True(decision.IsConfigurationProblem);
        Assert.Equal(["BankAccountRef", "ContactRef"], decision.Problems.Select(problem => problem.Field));
        Assert.All(decision.Problems, problem => Assert.Contains("neither the transaction nor the company's configuration", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("travel", "card-provider", "Account travel is not a bank or card account.")]
    [InlineData("gone", "card-provider", "Bank account gone does not exist.")]
    [InlineData("bank-closed", "card-provider", "Bank account bank-closed is not in an Active state.")]
    [InlineData("bank-gbp", "gone", "Supplier does not exist.")]
    [InlineData("bank-gbp", "archived", "Supplier archived is not in an Active state.")]
    public void DefaultThatIsGone_IsAConfigurationProblem(string bankAccount, string supplier, string message)
    {
        var context = Ledger.Context with { Configuration = Good with { BankAccountId = bankAccount, SupplierId = supplier } };

        var decision = PostingRules.Decide(Ledger.Payment, context);

        Assert.Equal([message], decision.Problems.Select(problem => problem.Message));
        Assert.True(decision.IsConfigurationProblem);
    }

    [Theory]
    [InlineData("", "ContactRef is required: the company's configuration names no customer, which a Reward is booked against.")]
    [InlineData("gone", "Customer gone does not exist.")]
    [InlineData("gone-away", "Customer gone-away is not in an Active state.")]
    public void CustomerDefaultThatIsGone_IsAConfigurationProblem(string customer, string message)
    {
        var context = Ledger.Can(can => can with { RefundsAgainstCustomer = true }) with { Configuration = Good with { CustomerId = customer } };

        var decision = PostingRules.Decide(Ledger.Payment with { Type = ExpenseType.Reward }, context);

        Assert.Equal([message], decision.Problems.Select(problem => problem.Message));
        Assert.True(decision.IsConfigurationProblem);
    }

    [Fact]
    public void BadDefaultThatIsNotUsed_IsNoProblem()
    {
        var context = Ledger.Context with { Configuration = Good with { SupplierId = "archived", CustomerId = "gone" } };

        Assert.NotNull(PostingRules.Decide(Ledger.Payment with { SupplierId = "airline" }, context).Item);
    }

    [Fact]
    public void DefaultSupplierOfAnotherCurrency_IsTheTransactionsProblem()
    {
        var context = Ledger.Context with { Configuration = Good with { SupplierId = "us-shop" } };

        Assert.False(PostingRules.Decide(Ledger.Payment, context).IsConfigurationProblem);
    }
}
