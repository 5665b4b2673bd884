using Expenses.Core.Connectors;

namespace Expenses.Connectors.Sandbox.Ledger.Books;

/// <summary>A ledger's chart, rates, tags and contacts, by id. Ids are case-sensitive.</summary>
internal sealed class LedgerBooks(ReferenceData data)
{
    public ReferenceData Data { get; } = data;

    public string BaseCurrency => Data.BaseCurrency;

    public IReadOnlyDictionary<string, LedgerAccount> Accounts { get; } = data.Accounts.ToDictionary(account => account.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TaxRate> TaxRates { get; } = data.TaxRates.ToDictionary(rate => rate.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TrackingCategory> Tracking { get; } = data.TrackingCategories.ToDictionary(category => category.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Contact> Suppliers { get; } = data.Suppliers.ToDictionary(contact => contact.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Contact> Customers { get; } = data.Customers.ToDictionary(contact => contact.Id, StringComparer.Ordinal);
}

/// <summary>Books as read at a moment.</summary>
internal sealed record CachedBooks(LedgerBooks Books, DateTimeOffset Read);
