using Expenses.Core.Syncs;

namespace Expenses.Core.Pushing;

/// <summary>The row of a transaction as its push intent says: the intent is the truth, the row its view.</summary>
internal static class PushRows
{
    /// <summary>The row that follows from an intent.</summary>
    /// <param name="intent">The intent.</param>
    /// <returns>The row.</returns>
    public static SyncTransaction Of(PushIntent intent) => intent.State switch
    {
        PushIntentState.Completed => new SyncTransaction(
            intent.Number, intent.TransactionId, TransactionStatus.Completed, $"Record {intent.RecordId} was created.", intent.RecordId),
        PushIntentState.Failed => new SyncTransaction(intent.Number, intent.TransactionId, TransactionStatus.PushError, intent.Message),
        _ => new SyncTransaction(intent.Number, intent.TransactionId, TransactionStatus.Pending),
    };
}
