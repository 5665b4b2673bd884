using Expenses.Core.Identifiers;

namespace Expenses.Core.Receipts;

/// <summary>A stored receipt file. Written once, never changed.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Id">Its id.</param>
/// <param name="FileName">The file's name, with its extension; no path.</param>
/// <param name="MediaType">The media type as its first bytes show it, not as it was declared.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Sha256">The SHA-256 of its bytes, 64 lower-case hexadecimal characters.</param>
/// <param name="Uploaded">When it was stored, UTC.</param>
public sealed record Receipt(
    CompanyKey Company,
    ReceiptId Id,
    string FileName,
    string MediaType,
    long SizeBytes,
    string Sha256,
    DateTimeOffset Uploaded);
