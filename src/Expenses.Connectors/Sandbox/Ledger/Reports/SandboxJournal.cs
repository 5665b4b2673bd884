using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Reports;

/// <summary>One journal of the ledger, as booked. An update books the next version under the same id; the one before stays in <see cref="Superseded"/>.</summary>
public sealed record SandboxJournal
{
    /// <summary>Its id: the record id of a push.</summary>
    public required string JournalId { get; init; }

    /// <summary>The transaction's id.</summary>
    public required string Reference { get; init; }

    /// <summary>The key it was pushed under.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>What kind of transaction it books.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>An expense's type; null for other kinds.</summary>
    public ExpenseType? Type { get; init; }

    /// <summary>1 as first booked; each update adds one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether it waits to be posted: a draft counts in no balance.</summary>
    public bool IsDraft { get; init; }

    /// <summary>The document's day.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>The transaction's currency.</summary>
    public required string Currency { get; init; }

    /// <summary>Base amount = amount × rate; 1 in base currency.</summary>
    public required decimal CurrencyRate { get; init; }

    /// <summary>In <see cref="Currency"/>; money out is positive, money back negative.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>The ledger's currency.</summary>
    public required string BaseCurrency { get; init; }

    /// <summary>In <see cref="BaseCurrency"/>, signed as <see cref="TotalAmount"/>.</summary>
    public required decimal BaseTotalAmount { get; init; }

    /// <summary>The bank or card account, accounts payable of a bill, the account a transfer leaves; null for an adjustment.</summary>
    public string? BankAccountId { get; init; }

    /// <summary>The supplier of a payment or a bill, the customer of money back; null for other kinds.</summary>
    public string? ContactId { get; init; }

    /// <summary>When a bill is due; null for other kinds.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>The document's own number, if it has one.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>The merchant.</summary>
    public string? MerchantName { get; init; }

    /// <summary>The memo.</summary>
    public string? Notes { get; init; }

    /// <summary>Its lines; debits equal credits in both currencies.</summary>
    public required IReadOnlyList<SandboxJournalLine> Lines { get; init; }

    /// <summary>The versions before this one, oldest first; they count in no balance.</summary>
    public IReadOnlyList<SandboxJournal> Superseded { get; init; } = [];

    /// <summary>What is attached to it.</summary>
    public IReadOnlyList<SandboxAttachment> Attachments { get; init; } = [];
}

/// <summary>One line of a journal: one side, never negative.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Debit">In the transaction's currency.</param>
/// <param name="Credit">In the transaction's currency.</param>
/// <param name="BaseDebit">In the ledger's currency.</param>
/// <param name="BaseCredit">In the ledger's currency.</param>
/// <param name="TaxRateId">The tax rate of a line, or the one a tax entry sums up.</param>
/// <param name="TrackingIds">The categories and customers it is tagged with; null for none.</param>
/// <param name="BillToCustomerId">The customer it is billed on to; null for none.</param>
/// <param name="Description">What a line of a bill or an adjustment is for; null for none.</param>
public sealed record SandboxJournalLine(
    string AccountId,
    decimal Debit,
    decimal Credit,
    decimal BaseDebit,
    decimal BaseCredit,
    string? TaxRateId = null,
    IReadOnlyList<string>? TrackingIds = null,
    string? BillToCustomerId = null,
    string? Description = null);

/// <summary>A file attached to a journal.</summary>
/// <param name="AttachmentId">Its id.</param>
/// <param name="FileName">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Sha256">The hash the ledger computed of its bytes, lower-case hexadecimal.</param>
public sealed record SandboxAttachment(string AttachmentId, string FileName, string MediaType, long SizeBytes, string Sha256);
