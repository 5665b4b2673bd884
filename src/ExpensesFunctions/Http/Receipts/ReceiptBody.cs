using Expenses.Core.Receipts;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>A stored receipt.</summary>
internal sealed record ReceiptBody(string ReceiptId, string CompanyId, string FileName, string MediaType, long SizeBytes, string Sha256)
{
    public static ReceiptBody Of(Receipt receipt) => new(
        receipt.Id.Value, receipt.Company.Company.Value, receipt.FileName, receipt.MediaType, receipt.SizeBytes, receipt.Sha256);
}
