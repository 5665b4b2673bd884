using Expenses.Core.Identifiers;

namespace Expenses.Core.Reconciling;

/// <summary>What differs between the ledger and what the service recorded.</summary>
public enum DifferenceKind
{
    /// <summary>The service recorded an entry that the ledger does not have (any more).</summary>
    MissingInLedger,

    /// <summary>The ledger has a second entry of a transaction.</summary>
    DoubledInLedger,

    /// <summary>Amount or currency of an entry is another than what was sent.</summary>
    AmountDiffers,

    /// <summary>The ledger has an entry of ours that the service knows nothing of, or knows as failed.</summary>
    NotRecorded,

    /// <summary>An attachment that landed is not at its entry (any more).</summary>
    AttachmentMissing,
}

/// <summary>One difference.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="TransactionId">The transaction, by the entry's reference.</param>
/// <param name="RecordId">The ledger's entry: the recorded one, or the one that is too much.</param>
/// <param name="Detail">What is different, for a reader.</param>
public sealed record Difference(DifferenceKind Kind, TransactionId TransactionId, string RecordId, string Detail)
{
    /// <summary>
    /// Names it in every reconciliation that finds it. What is different is part of it: another amount, another attachment is
    /// another difference.
    /// </summary>
    public string Id => DerivedId.Guid("difference", Kind.ToString(), TransactionId.Value, RecordId, Detail);

    /// <summary>The sync that recorded it; null for what was not recorded.</summary>
    public SyncId? Sync { get; init; }
}
