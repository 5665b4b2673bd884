using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Reports;

namespace Expenses.Connectors.Sandbox.Ledger.Attachments;

/// <summary>The row of an attachment. It is written after its bytes are committed: a row means whole bytes.</summary>
internal static class AttachmentRow
{
    /// <summary>The journal's column that counts its attachments.</summary>
    public const string CountColumn = "AttachmentCount";

    private const string BlobColumn = "Blob";

    /// <summary>How many attachments a journal has.</summary>
    public static int CountOf(TableEntity journal) => journal.GetInt32(CountColumn) ?? 0;

    public static TableEntity Create(LedgerName ledger, string attachmentId, AttachmentRequest request, string blob) => new(ledger.Partition, attachmentId)
    {
        [nameof(SandboxAttachment.FileName)] = request.FileName,
        [nameof(SandboxAttachment.MediaType)] = request.MediaType,
        [nameof(SandboxAttachment.SizeBytes)] = request.SizeBytes,
        [nameof(SandboxAttachment.Sha256)] = request.Sha256.ToLowerInvariant(),
        [BlobColumn] = blob,
    };

    public static SandboxAttachment Read(TableEntity row) => new(
        row.RowKey,
        row.GetString(nameof(SandboxAttachment.FileName)),
        row.GetString(nameof(SandboxAttachment.MediaType)),
        row.GetInt64(nameof(SandboxAttachment.SizeBytes)) ?? 0,
        row.GetString(nameof(SandboxAttachment.Sha256)));

    public static string Blob(TableEntity row) => row.GetString(BlobColumn);
}
