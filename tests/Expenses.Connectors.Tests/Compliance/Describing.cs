using Expenses.Core.Companies;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Tests.Compliance;

public abstract partial class AccountingConnectorCompliance
{
    [Fact]
    public async Task The_platform_has_a_four_letter_key_a_name_and_fixed_ids()
    {
        var platform = (await StartAsync()).Connector.Platform;

        Assert.Matches("^[a-z]{4}$", platform.Key);
        Assert.NotEmpty(platform.Name);
        Assert.Equal(SourceType.Accounting, platform.SourceType);
        Assert.True(Guid.TryParse(platform.IntegrationId, out _));
        Assert.True(Guid.TryParse(platform.SourceId, out _));
    }

    [Fact]
    public async Task Capabilities_are_complete_and_positive()
    {
        var capabilities = (await StartAsync()).Connector.Capabilities;

        Assert.NotEmpty(capabilities.ExpenseTypes);
        Assert.NotEmpty(capabilities.CurrencyCombinations);
        Assert.InRange(capabilities.BatchSize, 1, 100);
        Assert.True(capabilities.RequestsPerWindow > 0 && capabilities.QuotaWindow > TimeSpan.Zero && capabilities.ConcurrentRequests > 0);
        Assert.Equal(capabilities.Attachments is null, capabilities.AttachmentTypes.Count == 0);
    }

    [Fact]
    public async Task Opening_again_changes_nothing()
    {
        var platform = await StartAsync();
        var recordId = await PushedAsync(platform, platform.Ids.Payment());

        await platform.Connector.OpenAsync(platform.Connection);
        await PushedAsync(platform, platform.Ids.Payment(2));

        Assert.Equal(recordId, (await platform.RecordsAsync())[0].Id);
        Assert.Equal(2, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Reference_data_holds_what_can_be_mapped_to_under_unique_ids()
    {
        var platform = await StartAsync();

        var data = await platform.Connector.ReadReferenceDataAsync(platform.Connection);

        Assert.Equal(platform.Ids.BaseCurrency, data.BaseCurrency);
        Assert.Contains(data.Accounts, account => account.Id == platform.Ids.BankAccount && account.IsBankAccount && account.IsActive);
        Assert.Contains(data.Accounts, account => account.Id == platform.Ids.Account && account.ValidTransactionTypes.Contains(ExpenseType.Payment));
        Assert.Contains(data.Accounts, account => account.Id == platform.Ids.ArchivedAccount && !account.IsActive);
        Assert.Contains(data.Suppliers, supplier => supplier.Id == platform.Ids.Supplier && supplier.IsActive);
        Assert.Contains(data.Customers, customer => customer.Id == platform.Ids.Customer && customer.IsActive);
        Assert.Contains(data.TaxRates, rate => rate.Id == platform.Ids.TaxRate && rate.EffectiveTaxRate > 0);
        Assert.All(
            new[] { data.Accounts.Select(a => a.Id), data.TaxRates.Select(r => r.Id), data.Suppliers.Select(s => s.Id), data.Customers.Select(c => c.Id) },
            ids => Assert.Equal(ids.Count(), ids.Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public async Task Tracking_categories_form_a_tree()
    {
        var platform = await StartAsync();

        var categories = (await platform.Connector.ReadReferenceDataAsync(platform.Connection)).TrackingCategories;

        Assert.All(
            categories,
            category => Assert.Equal(category.HasChildren, categories.Any(child => string.Equals(child.ParentId, category.Id, StringComparison.Ordinal))));
        Assert.All(categories.Where(category => category.ParentId is not null), child => Assert.Contains(categories, parent => string.Equals(parent.Id, child.ParentId, StringComparison.Ordinal)));
    }
}
