using System.Text.Json.Serialization;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger;

/// <summary>One document as the ledger takes it: its own shape, whatever the caller's model is.</summary>
internal sealed record PostingRequest
{
    /// <summary>The caller's idempotency key: unique per ledger for ever.</summary>
    public required string Key { get; init; }

    public required string Reference { get; init; }

    // Left out where it is an expense: the fingerprints of documents booked before there were kinds stay as they are.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TransactionKind Kind { get; init; }

    /// <summary>An expense's type; a payment for every other kind.</summary>
    public ExpenseType Type { get; init; }

    // Left out where it is not, as kinds are.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDraft { get; init; }

    /// <summary>The record this document takes the place of; null for a new one.</summary>
    public string? Replaces { get; init; }

    public required DateOnly Date { get; init; }

    public required string Currency { get; init; }

    /// <summary>Base amount = amount × rate; null when not given.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The account the total goes to: a bank or card account, accounts payable of a bill, empty where no account does.</summary>
    public string BankAccountId { get; init; } = "";

    /// <summary>The supplier or customer; empty for kinds without one.</summary>
    public string ContactId { get; init; } = "";

    public bool ContactIsCustomer { get; init; }

    /// <summary>When a bill is due.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>The two sides of a transfer; null for other kinds.</summary>
    public PostingTransfer? Transfer { get; init; }

    public string? DocumentNumber { get; init; }

    public string? MerchantName { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<PostingLine> Lines { get; init; } = [];
}

/// <summary>The two sides of a transfer, each amount in its account's currency.</summary>
internal sealed record PostingTransfer(string FromAccountId, decimal FromAmount, string ToAccountId, decimal ToAmount);

/// <summary>One line of a document; amounts in the document's currency.</summary>
internal sealed record PostingLine
{
    public required decimal NetAmount { get; init; }

    public decimal TaxAmount { get; init; }

    public string? TaxRateId { get; init; }

    public string? AccountId { get; init; }

    public string? ItemId { get; init; }

    public IReadOnlyList<string> TrackingIds { get; init; } = [];

    /// <summary>Customers the line is tagged with.</summary>
    public IReadOnlyList<string> CustomerIds { get; init; } = [];

    /// <summary>Suppliers a line of an adjustment is tagged with; null for none.</summary>
    public IReadOnlyList<string>? SupplierIds { get; init; }

    public string? Description { get; init; }

    /// <summary>The customer the line is billed on to.</summary>
    public string? BillToCustomerId { get; init; }
}

/// <summary>What the ledger says of one document: a record, or why not.</summary>
/// <param name="Key">The document's key.</param>
/// <param name="Reference">The document's reference.</param>
/// <param name="RecordId">The journal; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
internal sealed record PostingOutcome(string Key, string Reference, string? RecordId, Refusal? Refusal)
{
    public static PostingOutcome Booked(PostingRequest request, string recordId) => new(request.Key, request.Reference, recordId, Refusal: null);

    public static PostingOutcome Refused(PostingRequest request, Refusal refusal) => new(request.Key, request.Reference, RecordId: null, refusal);
}

/// <summary>Why a document is not booked.</summary>
/// <param name="Code">A stable code without the platform's prefix.</param>
/// <param name="Message">Plain words for the person who can repair it.</param>
internal sealed record Refusal(string Code, string Message);

/// <summary>The answer to a request: outcomes in the order of the request, or the key of a push operation.</summary>
internal sealed record PostingAnswer(IReadOnlyList<PostingOutcome> Outcomes, string? PushOperationKey = null);
