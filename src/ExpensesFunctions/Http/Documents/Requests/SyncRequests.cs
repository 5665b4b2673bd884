using Expenses.Core.Transactions;

namespace ExpensesFunctions.Http.Documents.Requests;

internal sealed record SyncRequest(IReadOnlyList<string> DatasetIds);

internal sealed record SyncSettingsRequest(bool SyncOnCreate, bool? CheckOnCreate);

internal sealed record RunRequest(IReadOnlyList<RunExpenseRequest> Expenses);

/// <summary>An expense with the receipts that were uploaded for it.</summary>
internal sealed record RunExpenseRequest(
    string Id,
    ExpenseType Type,
    string IssueDate,
    string Currency,
    decimal? CurrencyRate,
    ContactReference? ContactRef,
    Reference? BankAccountRef,
    string? Reference,
    string? MerchantName,
    IReadOnlyList<LineRequest> Lines,
    string? Notes,
    bool? PostAsDraft,
    IReadOnlyList<string>? ReceiptIds);

internal sealed record ConfigurationRequest(Reference BankAccount, Reference Supplier, Reference Customer);

internal sealed record AcknowledgementRequest(string Reason, string AcknowledgedBy);
