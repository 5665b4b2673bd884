using Expenses.Core.Identifiers;

namespace Expenses.Core.Reconciling;

/// <summary>An entry that the service recorded as being in the ledger.</summary>
/// <param name="TransactionId">The transaction.</param>
/// <param name="RecordId">The ledger's id of it.</param>
/// <param name="Sync">The sync that wrote the version that is there.</param>
/// <param name="AttachmentIds">The attachments that landed at it.</param>
internal sealed record RecordedEntry(TransactionId TransactionId, string RecordId, SyncId Sync, IReadOnlyList<string> AttachmentIds)
{
    /// <summary>What was sent; null when that is not known any more, or not yet.</summary>
    public decimal? Amount { get; init; }

    /// <summary>In which currency; null when it is not known.</summary>
    public string? Currency { get; init; }
}

/// <summary>Some entries that the service recorded.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">Where to go on; null when these were the last.</param>
internal sealed record RecordedEntries(IReadOnlyList<RecordedEntry> Entries, string? Next);
