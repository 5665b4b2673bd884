namespace Expenses.Core.Syncs;

/// <summary>How the transactions of a chunk or a sync stand. Small enough for a history.</summary>
/// <param name="Completed">In the ledger, drafts among them.</param>
/// <param name="ValidationErrors">Refused before they were sent.</param>
/// <param name="PushErrors">Refused by the accounting software.</param>
/// <param name="Pending">Not decided yet.</param>
/// <param name="Unknown">Sent, with an outcome that could not be learnt.</param>
/// <param name="Drafts">Those of <paramref name="Completed"/> that are drafts, which no balance holds.</param>
public sealed record SyncCounts(
    int Completed = 0, int ValidationErrors = 0, int PushErrors = 0, int Pending = 0, int Unknown = 0, int Drafts = 0)
{
    /// <summary>What was written to the books: drafts are not (codat-contract §4.9).</summary>
    public int Written => Completed - Drafts;

    /// <summary>All of them.</summary>
    public int Total => Completed + ValidationErrors + PushErrors + Pending + Unknown;

    /// <summary>Adds two counts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum, field by field.</returns>
    public static SyncCounts operator +(SyncCounts left, SyncCounts right) => new(
        left.Completed + right.Completed,
        left.ValidationErrors + right.ValidationErrors,
        left.PushErrors + right.PushErrors,
        left.Pending + right.Pending,
        left.Unknown + right.Unknown,
        left.Drafts + right.Drafts);

    /// <summary>Counts transactions by their status.</summary>
    /// <param name="transactions">The transactions.</param>
    /// <returns>The counts.</returns>
    public static SyncCounts Of(IEnumerable<SyncTransaction> transactions) => transactions.Aggregate(
        new SyncCounts(),
        (counts, transaction) => counts + One(transaction));

    private static SyncCounts One(SyncTransaction transaction) => transaction.Status switch
    {
        TransactionStatus.Completed => new SyncCounts(Completed: 1, Drafts: transaction.IsDraft ? 1 : 0),
        TransactionStatus.ValidationError => new SyncCounts(ValidationErrors: 1),
        TransactionStatus.PushError => new SyncCounts(PushErrors: 1),
        TransactionStatus.Pending => new SyncCounts(Pending: 1),
        _ => new SyncCounts(Unknown: 1),
    };
}
