using Expenses.Core.Connectors;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>What an account can be mapped for: `validFor` of the options (codat-contract §2.4).</summary>
internal static class MappingTargets
{
    /// <summary>
    /// Lines of the expense types the account takes; with any of them, lines of reimbursable expenses and adjustments too.
    /// Money moves between bank accounts. An account the ledger books to by itself is for nothing.
    /// </summary>
    public static IReadOnlyList<string> Of(LedgerAccount account) =>
    [
        .. account.ValidTransactionTypes.Select(type => $"expense-transactions.{type}"),
        .. account.ValidTransactionTypes.Count > 0 ? (string[])["reimbursable-expense-transactions", "adjustment-transactions"] : [],
        .. account.IsBankAccount ? (string[])["transfer-transactions", "adjustment-transactions"] : [],
    ];
}
