using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>What is wrong with a bank account, supplier or customer, worded once for transactions and configuration (§4.6, §4.8).</summary>
internal static class ReferenceTexts
{
    public static string? BankAccount(string id, LedgerAccount? account) => account switch
    {
        null => $"Bank account {id} does not exist.",
        { IsBankAccount: false } => $"Account {id} is not a bank or card account.",
        { IsActive: false } => $"Bank account {id} is not in an Active state.",
        _ => null,
    };

    public static string? Supplier(string id, Contact? supplier) => supplier switch
    {
        null => "Supplier does not exist.",
        { IsActive: false } => $"Supplier {id} is not in an Active state.",
        _ => null,
    };

    public static string? Customer(string id, Contact? customer) => customer switch
    {
        null => $"Customer {id} does not exist.",
        { IsActive: false } => $"Customer {id} is not in an Active state.",
        _ => null,
    };
}
