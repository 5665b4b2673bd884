namespace Expenses.Core.Data;

/// <summary>The data types that are read of every company, on the first link and on demand (codat-contract §5.5).</summary>
public static class DataTypes
{
    /// <summary>The accounts.</summary>
    public const string ChartOfAccounts = "chartOfAccounts";

    /// <summary>Those of them that money comes from.</summary>
    public const string BankAccounts = "bankAccounts";

    /// <summary>What the ledger says of its company.</summary>
    public const string Company = "company";

    /// <summary>The customers.</summary>
    public const string Customers = "customers";

    /// <summary>The suppliers.</summary>
    public const string Suppliers = "suppliers";

    /// <summary>The tax rates.</summary>
    public const string TaxRates = "taxRates";

    /// <summary>The tracking categories.</summary>
    public const string TrackingCategories = "trackingCategories";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ChartOfAccounts, BankAccounts, Company, Customers, Suppliers, TaxRates, TrackingCategories];

    /// <summary>Finds a data type.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The name as the contract writes it, or null.</returns>
    public static string? Find(string name) => All.FirstOrDefault(type => type.Equals(name, StringComparison.OrdinalIgnoreCase));
}
