namespace Expenses.SampleRun.Service;

/// <summary>One entry of the sandbox ledger; <see cref="Reference"/> is our transaction id.</summary>
internal sealed record LedgerJournal
{
    public required string JournalId { get; init; }

    public required string Reference { get; init; }

    public string? Type { get; init; }

    public string? IssueDate { get; init; }

    public required string Currency { get; init; }

    public decimal? CurrencyRate { get; init; }

    /// <summary>In <see cref="Currency"/>; money out is positive, money back negative.</summary>
    public decimal TotalAmount { get; init; }

    public string? BaseCurrency { get; init; }

    public decimal BaseTotalAmount { get; init; }

    public IReadOnlyList<LedgerLine> Lines { get; init; } = [];

    public IReadOnlyList<LedgerAttachment> Attachments { get; init; } = [];
}

internal sealed record LedgerLine(string AccountId, decimal Debit, decimal Credit, decimal BaseDebit, decimal BaseCredit);

internal sealed record LedgerAttachment(string AttachmentId, string? FileName, string? MediaType, long SizeBytes, string Sha256);

internal sealed record TrialBalance(string? BaseCurrency, IReadOnlyList<TrialBalanceAccount> Accounts, bool Balanced);

internal sealed record TrialBalanceAccount(string AccountId, decimal Debit, decimal Credit);
