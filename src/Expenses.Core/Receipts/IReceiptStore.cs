using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Receipts;

/// <summary>Receipt files in Blob storage, streamed in and out, never held whole.</summary>
public interface IReceiptStore
{
    /// <summary>
    /// Stores a receipt: streams it, hashes it, looks at its first bytes, and makes it visible only when it is whole and
    /// within its limits. Storing the same bytes under the same id again gives the receipt that is there.
    /// </summary>
    /// <param name="upload">What comes in, and its limits.</param>
    /// <param name="cancellationToken">Stops the upload; nothing is stored then.</param>
    /// <returns>The stored receipt.</returns>
    /// <exception cref="ContractException">
    /// 400 empty, too large, or a type that is not allowed; 409 other bytes are stored under that id.
    /// </exception>
    Task<Receipt> SaveAsync(ReceiptUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Finds a receipt.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The receipt, or null.</returns>
    Task<Receipt?> FindAsync(CompanyKey company, ReceiptId id, CancellationToken cancellationToken = default);

    /// <summary>Opens a receipt's bytes for reading once, front to back.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stream; the caller disposes it.</returns>
    Task<Stream> OpenReadAsync(Receipt receipt, CancellationToken cancellationToken = default);
}

/// <summary>A receipt on its way in.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Id">Its id.</param>
/// <param name="FileName">The file's name as given; the store keeps its last path segment only.</param>
/// <param name="Content">The bytes, read once.</param>
/// <param name="Rules">What the connected platform takes.</param>
public sealed record ReceiptUpload(CompanyKey Company, ReceiptId Id, string FileName, Stream Content, AttachmentRules Rules);

/// <summary>What a platform takes as an attachment (codat-contract §4.7).</summary>
/// <param name="MaxBytes">The largest file.</param>
/// <param name="Extensions">The allowed extensions, lower-case without the dot.</param>
/// <param name="MaxPerTransaction">How many files one transaction may have.</param>
public sealed record AttachmentRules(long MaxBytes, IReadOnlySet<string> Extensions, int MaxPerTransaction);
