namespace Expenses.Core.Data;

/// <summary>What the contract calls one record of a data type in its messages (codat-contract §2.13).</summary>
public static class RecordNames
{
    /// <summary>The name of one record.</summary>
    /// <param name="dataType">One of <see cref="DataTypes"/>.</param>
    /// <returns>The name in the singular.</returns>
    public static string Of(string dataType) => dataType switch
    {
        DataTypes.ChartOfAccounts => "Account",
        DataTypes.BankAccounts => "BankAccount",
        DataTypes.Suppliers => "Supplier",
        DataTypes.Customers => "Customer",
        _ => dataType,
    };
}
