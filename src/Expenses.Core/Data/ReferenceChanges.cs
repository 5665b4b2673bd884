using System.Text.Json;
using Expenses.Core.Connectors;

namespace Expenses.Core.Data;

/// <summary>What differs between two reads of a ledger, by data type.</summary>
public static class ReferenceChanges
{
    /// <summary>The data types of which records were made, changed or removed.</summary>
    /// <param name="before">The read before; null for none, and then everything is new.</param>
    /// <param name="after">The read.</param>
    /// <returns>Names of <see cref="DataTypes"/>.</returns>
    public static IReadOnlySet<string> Between(ReferenceData? before, ReferenceData after) =>
        DataTypes.All.Where(type => before is null || !Text(type, before).Equals(Text(type, after), StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

    private static string Text(string dataType, ReferenceData data) => dataType switch
    {
        DataTypes.ChartOfAccounts => JsonSerializer.Serialize(data.Accounts),
        DataTypes.BankAccounts => JsonSerializer.Serialize(data.Accounts.Where(account => account.IsBankAccount)),
        DataTypes.Customers => JsonSerializer.Serialize(data.Customers),
        DataTypes.Suppliers => JsonSerializer.Serialize(data.Suppliers),
        DataTypes.TaxRates => JsonSerializer.Serialize(data.TaxRates),
        DataTypes.TrackingCategories => JsonSerializer.Serialize(data.TrackingCategories),
        _ => JsonSerializer.Serialize(new object?[] { data.BaseCurrency, data.Company }),
    };
}
