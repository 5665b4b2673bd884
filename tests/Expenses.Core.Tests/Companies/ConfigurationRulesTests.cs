using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Tests.Transactions;

namespace Expenses.Core.Tests.Companies;

public sealed class ConfigurationRulesTests
{
    private static readonly ReferenceIndex Reference = new(Ledger.Data);

    [Fact]
    public void Check_GoodConfiguration_FindsNothing() =>
        Assert.Empty(ConfigurationRules.Check(new CompanyConfiguration("bank-usd", "airline", "customer"), Reference));

    [Theory]
    [InlineData("travel", "airline", "customer", "/bankAccount/id", "Account travel is not a bank or card account.", "Reference")]
    [InlineData("x", "airline", "customer", "/bankAccount/id", "Bank account x does not exist.", "Reference")]
    [InlineData("bank-closed", "airline", "customer", "/bankAccount/id", "Bank account bank-closed is not in an Active state.", "Reference")]
    [InlineData("", "airline", "customer", "/bankAccount/id", "Bank account id is required.", "NotEmpty")]
    [InlineData("bank-gbp", "x", "customer", "/supplier/id", "Supplier does not exist.", "Reference")]
    [InlineData("bank-gbp", "archived", "customer", "/supplier/id", "Supplier archived is not in an Active state.", "Reference")]
    [InlineData("bank-gbp", " ", "customer", "/supplier/id", "Supplier id is required.", "NotEmpty")]
    [InlineData("bank-gbp", "airline", "x", "/customer/id", "Customer x does not exist.", "Reference")]
    [InlineData("bank-gbp", "airline", "gone-away", "/customer/id", "Customer gone-away is not in an Active state.", "Reference")]
    [InlineData("bank-gbp", "airline", "", "/customer/id", "Customer id is required.", "NotEmpty")]
    public void Check_OneBadValue_PointsAtIt(string bank, string supplier, string customer, string pointer, string message, string validator) =>
        Assert.Equal(
            [new ValidationItem(pointer, message, validator)],
            ConfigurationRules.Check(new CompanyConfiguration(bank, supplier, customer), Reference));

    [Fact]
    public void Check_AllBad_PointsAtAll() => Assert.Equal(
        ["/bankAccount/id", "/supplier/id", "/customer/id"],
        ConfigurationRules.Check(new CompanyConfiguration("x", "x", "x"), Reference).Select(item => item.ItemId));
}
