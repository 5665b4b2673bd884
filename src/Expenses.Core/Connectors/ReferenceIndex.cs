using System.Collections.Frozen;

namespace Expenses.Core.Connectors;

/// <summary>Reference data by id. Built once for a chunk, so that each of its transactions costs look-ups only.</summary>
public sealed class ReferenceIndex
{
    private readonly FrozenDictionary<string, LedgerAccount> _accounts;
    private readonly FrozenDictionary<string, TaxRate> _taxRates;
    private readonly FrozenDictionary<string, TrackingCategory> _trackingCategories;
    private readonly FrozenDictionary<string, Contact> _suppliers;
    private readonly FrozenDictionary<string, Contact> _customers;

    /// <summary>Indexes reference data. Ids are compared exactly; where one comes twice the first counts.</summary>
    /// <param name="data">What was read of the company.</param>
    public ReferenceIndex(ReferenceData data)
    {
        BaseCurrency = data.BaseCurrency;
        LockDate = data.LockDate;
        _accounts = ById(data.Accounts, account => account.Id);
        _taxRates = ById(data.TaxRates, rate => rate.Id);
        _trackingCategories = ById(data.TrackingCategories, category => category.Id);
        _suppliers = ById(data.Suppliers, supplier => supplier.Id);
        _customers = ById(data.Customers, customer => customer.Id);
    }

    /// <summary>The ledger's own currency, ISO 4217.</summary>
    public string BaseCurrency { get; }

    /// <summary>The first day that is open; null when no day is locked.</summary>
    public DateOnly? LockDate { get; }

    /// <summary>Finds an account.</summary>
    /// <param name="id">The platform's id.</param>
    /// <returns>The account, or null.</returns>
    public LedgerAccount? FindAccount(string id) => _accounts.GetValueOrDefault(id);

    /// <summary>Finds a tax rate.</summary>
    /// <param name="id">The platform's id.</param>
    /// <returns>The tax rate, or null.</returns>
    public TaxRate? FindTaxRate(string id) => _taxRates.GetValueOrDefault(id);

    /// <summary>Finds a tracking category.</summary>
    /// <param name="id">The platform's id.</param>
    /// <returns>The category, or null.</returns>
    public TrackingCategory? FindTrackingCategory(string id) => _trackingCategories.GetValueOrDefault(id);

    /// <summary>Finds a supplier.</summary>
    /// <param name="id">The platform's id.</param>
    /// <returns>The supplier, or null.</returns>
    public Contact? FindSupplier(string id) => _suppliers.GetValueOrDefault(id);

    /// <summary>Finds a customer.</summary>
    /// <param name="id">The platform's id.</param>
    /// <returns>The customer, or null.</returns>
    public Contact? FindCustomer(string id) => _customers.GetValueOrDefault(id);

    private static FrozenDictionary<string, T> ById<T>(IReadOnlyList<T> items, Func<T, string> idOf) =>
        items.DistinctBy(idOf, StringComparer.Ordinal).ToFrozenDictionary(idOf, StringComparer.Ordinal);
}
