using Expenses.Core.Transactions;

namespace Expenses.Core.Connectors;

/// <summary>What a company's accounting software offers to map to, as last read (codat-contract §2.4, §2.17).</summary>
/// <param name="BaseCurrency">The ledger's own currency, ISO 4217.</param>
/// <param name="Accounts">The chart of accounts.</param>
/// <param name="TaxRates">The tax rates.</param>
/// <param name="TrackingCategories">The tracking categories, a tree by parent id.</param>
/// <param name="Suppliers">The suppliers.</param>
/// <param name="Customers">The customers.</param>
/// <param name="Read">When it was read, UTC.</param>
/// <param name="LockDate">The first day that is open: earlier ones are locked; null when none is.</param>
public sealed record ReferenceData(
    string BaseCurrency,
    IReadOnlyList<LedgerAccount> Accounts,
    IReadOnlyList<TaxRate> TaxRates,
    IReadOnlyList<TrackingCategory> TrackingCategories,
    IReadOnlyList<Contact> Suppliers,
    IReadOnlyList<Contact> Customers,
    DateTimeOffset Read,
    DateOnly? LockDate = null)
{
    /// <summary>What the ledger says of its own company; null when it says nothing.</summary>
    public LedgerCompany? Company { get; init; }
}

/// <summary>An account of the chart of accounts.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="NominalCode">The nominal code people know it by.</param>
/// <param name="Name">Its name.</param>
/// <param name="AccountType">Its class.</param>
/// <param name="FullyQualifiedCategory">Its place in the chart, dot-separated.</param>
/// <param name="Currency">Its currency, ISO 4217.</param>
/// <param name="IsBankAccount">Whether money can come from it: a bank or card account.</param>
/// <param name="IsActive">Whether it can be booked to.</param>
/// <param name="ValidTransactionTypes">The expense types whose lines may be booked to it; empty for none.</param>
public sealed record LedgerAccount(
    string Id,
    string NominalCode,
    string Name,
    AccountType AccountType,
    string FullyQualifiedCategory,
    string Currency,
    bool IsBankAccount,
    bool IsActive,
    IReadOnlyList<ExpenseType> ValidTransactionTypes);

/// <summary>The class of an account (codat-contract §2.4).</summary>
public enum AccountType
{
    /// <summary>What is owned.</summary>
    Asset,

    /// <summary>What is owed.</summary>
    Liability,

    /// <summary>What is earned.</summary>
    Income,

    /// <summary>What is spent.</summary>
    Expense,

    /// <summary>What belongs to the owners.</summary>
    Equity,
}

/// <summary>A tax rate.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Code">Its code; null when it has none.</param>
/// <param name="EffectiveTaxRate">The compounded rate in percent (codat-contract B057).</param>
/// <param name="TotalTaxRate">The sum of its parts in percent.</param>
/// <param name="IsActive">Whether it can be used.</param>
/// <param name="ValidTransactionTypes">The expense types that may use it.</param>
public sealed record TaxRate(
    string Id,
    string Name,
    string? Code,
    decimal EffectiveTaxRate,
    decimal TotalTaxRate,
    bool IsActive,
    IReadOnlyList<ExpenseType> ValidTransactionTypes);

/// <summary>A tracking category.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="HasChildren">Whether others hang under it; such a one cannot be used on a line itself.</param>
/// <param name="ParentId">The one it hangs under; null at the top.</param>
public sealed record TrackingCategory(string Id, string Name, bool HasChildren, string? ParentId);

/// <summary>A supplier or customer.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">The name.</param>
/// <param name="IsActive">Whether it can be used.</param>
/// <param name="Currency">The only currency it trades in, ISO 4217; null for any.</param>
public sealed record Contact(string Id, string Name, bool IsActive, string? Currency)
{
    /// <summary>What the ledger knows of it besides; null when that is nothing.</summary>
    public ContactDetails? Details { get; init; }

    /// <summary>When the ledger last changed it, UTC; null when it does not say.</summary>
    public DateTimeOffset? Modified { get; init; }
}
