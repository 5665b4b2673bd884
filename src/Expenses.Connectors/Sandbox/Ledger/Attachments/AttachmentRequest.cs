namespace Expenses.Connectors.Sandbox.Ledger.Attachments;

/// <summary>A file for a journal as the ledger takes it.</summary>
/// <param name="Key">The caller's idempotency key: unique among attachments of the ledger.</param>
/// <param name="RecordId">The journal.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="SizeBytes">Its declared length; what arrives must be as long.</param>
/// <param name="Sha256">Its declared hash; what arrives must have it.</param>
/// <param name="Content">Its bytes, read once.</param>
internal sealed record AttachmentRequest(
    string Key, string RecordId, string FileName, string MediaType, long SizeBytes, string Sha256, Stream Content);
