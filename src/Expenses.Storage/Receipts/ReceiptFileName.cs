using Expenses.Core.Errors;
using Expenses.Core.Receipts;

namespace Expenses.Storage.Receipts;

/// <summary>The rules for the name of a receipt file.</summary>
internal static class ReceiptFileName
{
    /// <summary>The longest name; file systems take no longer one either.</summary>
    public const int MaxLength = 255;

    private const string ItemId = "fileName";

    /// <summary>Takes the last path segment, whichever slash it is written with, and checks its extension.</summary>
    /// <param name="upload">The upload.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ContractException">400: no name, a name that is too long, or an extension that is not allowed.</exception>
    public static string Check(ReceiptUpload upload)
    {
        var name = upload.FileName[(upload.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (name.Length is 0 or > MaxLength)
        {
            throw Refusals.Invalid(ItemId, $"The file name has {name.Length} characters; it may have 1 to {MaxLength}.", "ReceiptFileName");
        }

        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        return upload.Rules.Extensions.Contains(extension)
            ? name
            : throw Refusals.Invalid(
                ItemId,
                $"Files with extension '{extension}' are not accepted. Accepted: {string.Join(", ", upload.Rules.Extensions.Order(StringComparer.Ordinal))}.",
                "ReceiptFileType");
    }
}
