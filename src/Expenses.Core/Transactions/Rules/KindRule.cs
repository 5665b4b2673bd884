using Expenses.Core.Pushing;

namespace Expenses.Core.Transactions.Rules;

/// <summary>The platform takes the kind of transaction, and its update where it is one (codat-contract §4.3).</summary>
internal static class KindRule
{
    public static void Check(Draft draft, LedgerTransaction transaction)
    {
        if (!draft.Context.Capabilities.Takes(transaction.Kind, transaction.Operation))
        {
            draft.RefuseUnsupported(
                "Kind",
                transaction.Operation == PushOperationKind.Update
                    ? $"Updates of {Name(transaction.Kind)} are not supported by the connected accounting software."
                    : $"{Name(transaction.Kind)} are not supported by the connected accounting software.");
        }
    }

    /// <summary>The key under which this version of the transaction travels.</summary>
    public static string KeyOf(Draft draft, LedgerTransaction transaction) =>
        PushIntent.KeyOf(draft.Context.Company, transaction.Id, transaction.Operation, transaction.Version);

    /// <summary>The kind as the contract calls it, in the plural.</summary>
    public static string Name(TransactionKind kind) => kind switch
    {
        TransactionKind.Transfer => "Transfer transactions",
        TransactionKind.Adjustment => "Adjustment transactions",
        TransactionKind.ReimbursableExpense => "Reimbursable expense transactions",
        TransactionKind.Movement => "Transfers and adjustments in datasets",
        _ => "Expense transactions",
    };
}
