using Expenses.Core.Companies;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Connectors;

namespace Expenses.Core.Tests.Companies;

public sealed class ConfigurationLossesTests
{
    private static readonly CompanyConfiguration Configuration = new("bank", "supplier", "customer");

    [Fact]
    public void Of_EverythingOffered_IsNoProblem() =>
        Assert.Empty(ConfigurationLosses.Of(Configuration, Used(["bank", "travel"], ["vat"]), Ledger()));

    [Theory]
    [InlineData("bank", ConfigurationUse.BankAccount)]
    [InlineData("supplier", ConfigurationUse.Supplier)]
    [InlineData("customer", ConfigurationUse.Customer)]
    [InlineData("travel", ConfigurationUse.Account)]
    [InlineData("vat", ConfigurationUse.TaxRate)]
    public void Of_OneGoneOrArchived_IsThatProblem(string id, ConfigurationUse use)
    {
        var used = Used(["travel"], ["vat"]);

        Assert.Equal(
            new ConfigurationProblem(use, id, ConfigurationLoss.Deleted), Assert.Single(ConfigurationLosses.Of(Configuration, used, Ledger(gone: id))));
        Assert.Equal(
            new ConfigurationProblem(use, id, ConfigurationLoss.Archived), Assert.Single(ConfigurationLosses.Of(Configuration, used, Ledger(archived: id))));
    }

    [Fact]
    public void Of_ABankAccountThatIsNoneAnyMore_IsSaidSo() => Assert.Equal(
        new ConfigurationProblem(ConfigurationUse.BankAccount, "travel", ConfigurationLoss.NotABankAccount),
        Assert.Single(ConfigurationLosses.Of(Configuration with { BankAccountId = "travel" }, Used([], []), Ledger())));

    private static UsedRecords Used(string[] accounts, string[] rates) => new(accounts.ToHashSet(), rates.ToHashSet());

    private static ReferenceIndex Ledger(string gone = "", string archived = "") => new(new ReferenceData(
        "GBP",
        Offered("bank", gone, id => Account(id, isBank: true, archived)).Concat(Offered("travel", gone, id => Account(id, isBank: false, archived))).ToList(),
        Offered("vat", gone, id => new TaxRate(id, id, Code: null, 20m, 20m, id != archived, [])),
        [],
        Offered("supplier", gone, id => new Contact(id, id, id != archived, Currency: null)),
        Offered("customer", gone, id => new Contact(id, id, id != archived, Currency: null)),
        DateTimeOffset.UnixEpoch));

    private static LedgerAccount Account(string id, bool isBank, string archived) =>
        new(id, id, id, AccountType.Asset, "", "GBP", isBank, id != archived, []);

    private static List<T> Offered<T>(string id, string gone, Func<string, T> make) => id == gone ? [] : [make(id)];
}
