using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>What an account can be mapped for: `validFor` of the options (codat-contract §2.4).</summary>
internal static class MappingTargets
{
    /// <summary>
    /// Lines of the expense types the account takes; with any of them, lines of reimbursable expenses and adjustments too.
    /// Money moves between bank accounts. An account the ledger books to by itself is for nothing, and so is every account for
    /// a kind of transaction that the platform does not take.
    /// </summary>
    public static IReadOnlyList<string> Of(LedgerAccount account, PlatformCapabilities capabilities)
    {
        var isLine = account.ValidTransactionTypes.Count > 0;
        return
        [
            .. account.ValidTransactionTypes.Where(capabilities.ExpenseTypes.Contains).Select(type => $"expense-transactions.{type}"),
            .. For("reimbursable-expense-transactions", isLine && Takes(TransactionKind.ReimbursableExpense)),
            .. For("transfer-transactions", account.IsBankAccount && Takes(TransactionKind.Transfer)),
            .. For("adjustment-transactions", (isLine || account.IsBankAccount) && Takes(TransactionKind.Adjustment)),
        ];

        bool Takes(TransactionKind kind) => capabilities.Takes(kind, PushOperationKind.Create);
    }

    private static string[] For(string use, bool isValid) => isValid ? [use] : [];
}
