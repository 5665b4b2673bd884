using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Sandbox.Ledger.Attachments;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox;

/// <summary>Our model to the ledger's requests, and its answers back.</summary>
internal static class SandboxMapper
{
    public static PostingRequest ToRequest(PushItem item) => item.Transaction switch
    {
        ExpenseTransaction expense => OfExpense(item, expense),
        TransferTransaction transfer => OfTransfer(item, transfer),
        AdjustmentTransaction adjustment => OfAdjustment(item, adjustment),
        ReimbursableExpenseTransaction reimbursable => OfReimbursable(item, reimbursable),
        _ => throw new ArgumentException($"The sandbox has no document for {item.Transaction.Kind}.", nameof(item)),
    };

    public static PushItemOutcome ToOutcome(TransactionId transaction, PostingOutcome outcome) => new(
        transaction,
        outcome.RecordId,
        outcome.Refusal is { } refusal ? SandboxErrors.Code(refusal.Code) : null,
        outcome.Refusal?.Message);

    public static AttachmentRequest ToRequest(AttachmentUpload upload) => new(
        upload.IdempotencyKey, upload.RecordId, upload.FileName, upload.MediaType, upload.SizeBytes, upload.Sha256, upload.Content);

    private static PostingRequest Document(PushItem item, string currency) => new()
    {
        Key = item.IdempotencyKey,
        Reference = item.Transaction.Id.Value,
        Kind = item.Transaction.Kind,
        Replaces = item.RecordId,
        Date = item.Transaction.PostingDay(),
        Currency = currency,
        BankAccountId = item.BankAccountId,
        ContactId = item.ContactId,
        ContactIsCustomer = item.ContactIsCustomer,
    };

    private static PostingRequest OfExpense(PushItem item, ExpenseTransaction expense) => Document(item, expense.Currency) with
    {
        Type = expense.Type,
        Rate = expense.CurrencyRate,
        DocumentNumber = expense.Reference,
        MerchantName = expense.MerchantName,
        IsDraft = expense.PostAsDraft,
        Notes = expense.Notes,
        Lines = [.. expense.Lines.Select(ToLine)],
    };

    private static PostingRequest OfTransfer(PushItem item, TransferTransaction transfer) => Document(item, currency: "") with
    {
        Transfer = new PostingTransfer(transfer.From.AccountId, transfer.From.Amount, transfer.To.AccountId, transfer.To.Amount),
        Notes = transfer.Description,
    };

    private static PostingRequest OfAdjustment(PushItem item, AdjustmentTransaction adjustment) => Document(item, adjustment.Currency) with
    {
        Rate = adjustment.CurrencyRate,
        DocumentNumber = adjustment.Reference,
        Lines = [.. adjustment.Lines.Select(ToLine)],
    };

    private static PostingRequest OfReimbursable(PushItem item, ReimbursableExpenseTransaction bill) => Document(item, bill.Currency) with
    {
        BankAccountId = bill.PayableAccountId ?? StandardChart.PayableAccountId,
        Rate = bill.CurrencyRate,
        DueDate = DateOnly.FromDateTime(bill.DueDate.UtcDateTime),
        DocumentNumber = bill.Reference,
        Notes = bill.Notes,
        Lines = [.. bill.Lines.Select(ToLine)],
    };

    private static PostingLine ToLine(ExpenseLine line) => new()
    {
        NetAmount = line.NetAmount,
        TaxAmount = line.TaxAmount,
        TaxRateId = line.TaxRateId,
        AccountId = line.AccountId,
        ItemId = line.ItemId,
        TrackingIds = Ids(line.TrackingReferences, TrackingDataType.TrackingCategories),
        CustomerIds = Ids(line.TrackingReferences, TrackingDataType.Customers),
        BillToCustomerId = line.InvoiceToCustomerId,
        Description = line.Description,
    };

    private static PostingLine ToLine(AdjustmentLine line) => new()
    {
        NetAmount = line.Amount,
        AccountId = line.AccountId,
        TrackingIds = Ids(line.TrackingReferences, TrackingDataType.TrackingCategories),
        CustomerIds = Ids(line.TrackingReferences, TrackingDataType.Customers),
        SupplierIds = Ids(line.TrackingReferences, TrackingDataType.Suppliers),
        BillToCustomerId = line.InvoiceToCustomerId,
        Description = line.Description,
    };

    private static List<string> Ids(IReadOnlyList<TrackingReference> references, TrackingDataType type) =>
        [.. references.Where(reference => reference.DataType == type).Select(reference => reference.Id)];
}
