namespace Expenses.SampleRun.Reconciliation;

internal sealed record ReconciliationResult
{
    public required IReadOnlyList<string> Differences { get; init; }

    public required IReadOnlyList<StatusCount> Statuses { get; init; }

    public required IReadOnlyList<CurrencyTotals> Currencies { get; init; }

    public required int Sent { get; init; }

    /// <summary>Transactions that stand in the ledger exactly once.</summary>
    public required int InLedgerOnce { get; init; }

    public required int Journals { get; init; }

    public required int UnbalancedJournals { get; init; }

    /// <summary>Journals whose reference is none of the transactions sent.</summary>
    public required int Strangers { get; init; }

    /// <summary>Debits less credits over all accounts, base currency; zero in a sound ledger.</summary>
    public required decimal TrialBalanceDifference { get; init; }

    public required int RefundsSent { get; init; }

    public required int RefundsInLedger { get; init; }

    public required int ReceiptsSent { get; init; }

    /// <summary>Receipts found on their own transaction with the hash that was sent.</summary>
    public required int ReceiptsIdentical { get; init; }

    /// <summary>Attachments whose downloaded bytes were hashed here.</summary>
    public required int ReceiptsDownloaded { get; init; }

    public bool Reconciled => Differences.Count == 0;
}

/// <param name="Result">Pending, Uploaded, Synced or Failed.</param>
internal sealed record StatusCount(string Result, int Count);

internal sealed record CurrencyTotals(
    string Currency,
    int Count,
    decimal Sent,
    decimal Ledger,
    decimal BaseSent,
    decimal BaseLedger);
