using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Connectors.Sandbox.Ledger.Rows;
using Expenses.Core.Identifiers;

namespace Expenses.Connectors.Sandbox.Ledger.Attachments;

/// <summary>Attachments of journals. Bytes first; then, in one transaction, the row, its key and the journal's count.</summary>
internal sealed class AttachmentShelf(LedgerTable table, AttachmentBlobs blobs)
{
    private const string AttachmentIdColumn = "AttachmentId";

    // Several receipts of one record may arrive together; each lost race means that another one landed.
    private const int Attempts = SandboxLimits.AttachmentsPerRecord * 2;

    public async Task<string> AttachAsync(LedgerName ledger, AttachmentRequest request, CancellationToken cancellationToken)
    {
        AttachmentRules.Check(request);
        var number = LedgerRow.JournalNumber(request.RecordId) ?? throw AttachmentRules.NoRecord(request.RecordId);
        var attachmentId = LedgerRow.Attachment(number, DerivedId.Key(ledger.Partition, request.Key));
        if (await ExistingAsync(ledger, request, attachmentId, cancellationToken))
        {
            return attachmentId;
        }

        await ReadJournalAsync(ledger, request.RecordId, cancellationToken);
        var blob = await blobs.SaveAsync(ledger, request, cancellationToken);
        if (!await CommitAsync(ledger, request, attachmentId, blob, cancellationToken))
        {
            await blobs.DeleteAsync(blob, cancellationToken);
        }

        return attachmentId;
    }

    public async Task<string?> FindAsync(LedgerName ledger, string recordId, string key, CancellationToken cancellationToken)
    {
        if (LedgerRow.JournalNumber(recordId) is not { } number
            || await table.FindAsync(ledger, LedgerRow.AttachmentKey(key), cancellationToken) is not { } row)
        {
            return null;
        }

        var attachmentId = row.GetString(AttachmentIdColumn);
        return attachmentId.StartsWith(LedgerRow.FirstAttachment(number), StringComparison.Ordinal) ? attachmentId : null;
    }

    public async Task<SandboxAttachmentContent?> OpenAsync(LedgerName ledger, string attachmentId, CancellationToken cancellationToken)
    {
        if (!LedgerRow.IsAttachment(attachmentId) || await table.FindAsync(ledger, attachmentId, cancellationToken) is not { } row)
        {
            return null;
        }

        return new SandboxAttachmentContent(AttachmentRow.Read(row), await blobs.OpenAsync(AttachmentRow.Blob(row), cancellationToken));
    }

    /// <summary>Writes the rows.</summary>
    /// <returns>False when the same key got there first.</returns>
    private async Task<bool> CommitAsync(LedgerName ledger, AttachmentRequest request, string attachmentId, string blob, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var journal = await ReadJournalAsync(ledger, request.RecordId, cancellationToken);
            if (await table.TryCommitAsync(Changes(ledger, journal, request, attachmentId, blob), cancellationToken) is not null)
            {
                return true;
            }

            // The request's own first try may be what is there: then it names this blob.
            if (await ExistingAsync(ledger, request, attachmentId, cancellationToken))
            {
                var row = await table.FindAsync(ledger, attachmentId, cancellationToken);
                return row is not null && AttachmentRow.Blob(row).Equals(blob, StringComparison.Ordinal);
            }
        }

        throw new LedgerException(LedgerError.Unavailable, "busy", "Other requests kept writing to this record; nothing was attached.");
    }

    private static List<TableTransactionAction> Changes(LedgerName ledger, TableEntity journal, AttachmentRequest request, string attachmentId, string blob)
    {
        var count = AttachmentRow.CountOf(journal);
        if (count >= SandboxLimits.AttachmentsPerRecord)
        {
            throw AttachmentRules.TooMany(request.RecordId);
        }

        return
        [
            new(TableTransactionActionType.Add, AttachmentRow.Create(ledger, attachmentId, request, blob)),
            new(TableTransactionActionType.Add, new TableEntity(ledger.Partition, LedgerRow.AttachmentKey(request.Key)) { [AttachmentIdColumn] = attachmentId }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity(ledger.Partition, journal.RowKey) { [AttachmentRow.CountColumn] = count + 1 }, journal.ETag),
        ];
    }

    private async Task<bool> ExistingAsync(LedgerName ledger, AttachmentRequest request, string attachmentId, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(ledger, LedgerRow.AttachmentKey(request.Key), cancellationToken) is not { } key)
        {
            return false;
        }

        var same = key.GetString(AttachmentIdColumn).Equals(attachmentId, StringComparison.Ordinal)
            && await table.FindAsync(ledger, attachmentId, cancellationToken) is { } row
            && AttachmentRow.Read(row).Sha256.Equals(request.Sha256, StringComparison.OrdinalIgnoreCase);
        return same ? true : throw AttachmentRules.KeyReused(request.Key);
    }

    private async Task<TableEntity> ReadJournalAsync(LedgerName ledger, string recordId, CancellationToken cancellationToken) =>
        await table.FindAsync(ledger, recordId, cancellationToken) ?? throw AttachmentRules.NoRecord(recordId);
}
