using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Core.Pushing;

/// <summary>The row of a transaction as its push intent says: the intent is the truth, the row its view.</summary>
internal static class PushRows
{
    /// <summary>The row of a transaction that has no intent yet.</summary>
    /// <param name="number">Its number in the sync, from 0.</param>
    /// <param name="transaction">The transaction.</param>
    /// <returns>The row.</returns>
    public static SyncTransaction Pending(int number, LedgerTransaction transaction) => new(
        number, transaction.Id, TransactionStatus.Pending, Kind: transaction.Kind, Type: (transaction as ExpenseTransaction)?.Type);

    /// <summary>The row that follows from an intent.</summary>
    /// <param name="intent">The intent.</param>
    /// <returns>The row.</returns>
    public static SyncTransaction Of(PushIntent intent)
    {
        var row = new SyncTransaction(
            intent.Number, intent.TransactionId, TransactionStatus.Pending, Kind: intent.Kind, Type: intent.Type);
        return intent.State switch
        {
            PushIntentState.Completed => row with
            {
                Status = TransactionStatus.Completed,
                Message = $"{(intent.IsDraft ? "Draft" : "Record")} {intent.RecordId} was {(intent.Operation == PushOperationKind.Update ? "updated" : "created")}.",
                RecordId = intent.RecordId,
                IsDraft = intent.IsDraft,
            },
            PushIntentState.Failed => row with { Status = TransactionStatus.PushError, Message = intent.Message },
            _ => row,
        };
    }
}
