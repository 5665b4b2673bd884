using Expenses.Core.Transactions;

namespace ExpensesFunctions.Http.Documents.Requests;

/// <summary>What requests that make or change transactions carry (codat-contract §2.5, §2.6); dates are ISO 8601, with or without a time.</summary>
internal sealed record ExpenseTransactionRequest(
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
    bool? PostAsDraft);

/// <summary>A dataset; its types are those of the array form and TransferIn, TransferOut, AdjustmentIn, AdjustmentOut (B061).</summary>
internal sealed record DatasetRequest(IReadOnlyList<DatasetItemRequest> Items);

internal sealed record DatasetItemRequest(
    string Id,
    string Type,
    string IssueDate,
    string Currency,
    decimal? CurrencyRate,
    ContactReference? ContactRef,
    Reference? BankAccountRef,
    string? Reference,
    string? MerchantName,
    IReadOnlyList<LineRequest> Lines,
    string? Notes,
    bool? PostAsDraft);

/// <summary>An update; what is absent stays. `id` only where the address has none.</summary>
internal sealed record ExpenseUpdateRequest(
    string? Id,
    ExpenseType Type,
    string IssueDate,
    string? Currency,
    decimal? CurrencyRate,
    ContactReference? ContactRef,
    Reference? BankAccountRef,
    string? MerchantName,
    IReadOnlyList<LineRequest>? Lines,
    string? Notes,
    bool? PostAsDraft);

/// <summary>A line has an account or an item, not both.</summary>
internal sealed record LineRequest(
    decimal NetAmount,
    decimal? TaxAmount,
    Reference? TaxRateRef,
    Reference? AccountRef,
    Reference? ItemRef,
    IReadOnlyList<TrackingRequest>? TrackingRefs,
    Reference? InvoiceTo,
    string? Description);

internal sealed record TransferRequest(string? Description, string Date, TransferSideRequest From, TransferSideRequest To);

internal sealed record TransferSideRequest(Reference AccountRef, decimal Amount);

internal sealed record AdjustmentRequest(
    string Id, string Date, string Currency, decimal? CurrencyRate, string? Reference, IReadOnlyList<AdjustmentLineRequest> Lines);

internal sealed record AdjustmentLineRequest(
    decimal Amount, Reference AccountRef, string? Description, IReadOnlyList<TrackingRequest>? TrackingRefs, Reference? InvoiceTo);

/// <summary>A reimbursable expense; an update has its id in the address.</summary>
internal sealed record ReimbursableExpenseRequest(
    string? Id,
    string? Reference,
    Reference ContactRef,
    Reference? ApAccountRef,
    string IssueDate,
    string DueDate,
    string Currency,
    decimal? CurrencyRate,
    string? Notes,
    IReadOnlyList<LineRequest> Lines);

internal sealed record Reference(string Id);

internal sealed record ContactReference(string Id, string? Type);

/// <summary>A tag of a line; trackingCategories unless `dataType` says customers, or suppliers in adjustments.</summary>
internal sealed record TrackingRequest(string Id, string? DataType);
