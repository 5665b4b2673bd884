using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Sandbox.Ledger.Attachments;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox;

/// <summary>Our model to the ledger's requests, and its answers back.</summary>
internal static class SandboxMapper
{
    public static PostingRequest ToRequest(PushItem item) => new()
    {
        Key = item.IdempotencyKey,
        Reference = item.Transaction.Id.Value,
        Type = item.Transaction.Type,
        Date = DateOnly.FromDateTime(item.Transaction.IssueDate.UtcDateTime),
        Currency = item.Transaction.Currency,
        Rate = item.Transaction.CurrencyRate,
        BankAccountId = item.BankAccountId,
        ContactId = item.ContactId,
        ContactIsCustomer = item.ContactIsCustomer,
        DocumentNumber = item.Transaction.Reference,
        MerchantName = item.Transaction.MerchantName,
        Notes = item.Transaction.Notes,
        Lines = [.. item.Transaction.Lines.Select(ToLine)],
    };

    public static PushItemOutcome ToOutcome(TransactionId transaction, PostingOutcome outcome) => new(
        transaction,
        outcome.RecordId,
        outcome.Refusal is { } refusal ? SandboxErrors.Code(refusal.Code) : null,
        outcome.Refusal?.Message);

    public static AttachmentRequest ToRequest(AttachmentUpload upload) => new(
        upload.IdempotencyKey, upload.RecordId, upload.FileName, upload.MediaType, upload.SizeBytes, upload.Sha256, upload.Content);

    private static PostingLine ToLine(ExpenseLine line) => new()
    {
        NetAmount = line.NetAmount,
        TaxAmount = line.TaxAmount,
        TaxRateId = line.TaxRateId,
        AccountId = line.AccountId,
        ItemId = line.ItemId,
        TrackingIds = Ids(line, TrackingDataType.TrackingCategories),
        CustomerIds = Ids(line, TrackingDataType.Customers),
        BillToCustomerId = line.InvoiceToCustomerId,
    };

    private static List<string> Ids(ExpenseLine line, TrackingDataType type) =>
        [.. line.TrackingReferences.Where(reference => reference.DataType == type).Select(reference => reference.Id)];
}
