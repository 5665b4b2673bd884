using System.Globalization;
using Azure.Storage.Blobs.Models;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;

namespace Expenses.Storage.Receipts;

/// <summary>What is known of a receipt, in the headers and metadata of its blob.</summary>
internal static class ReceiptProperties
{
    private const string FileName = "filename";
    private const string Sha256 = "sha256";
    private const string Uploaded = "uploaded";

    /// <summary>Metadata travels in headers, which are ASCII: the file name is escaped.</summary>
    public static Dictionary<string, string> Metadata(Receipt receipt) => new(StringComparer.Ordinal)
    {
        [FileName] = Uri.EscapeDataString(receipt.FileName),
        [Sha256] = receipt.Sha256,
        [Uploaded] = receipt.Uploaded.ToString("O", CultureInfo.InvariantCulture),
    };

    public static Receipt Read(CompanyKey company, ReceiptId id, BlobProperties blob) => new(
        company,
        id,
        Uri.UnescapeDataString(blob.Metadata[FileName]),
        blob.ContentType,
        blob.ContentLength,
        blob.Metadata[Sha256],
        DateTimeOffset.Parse(blob.Metadata[Uploaded], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
}
