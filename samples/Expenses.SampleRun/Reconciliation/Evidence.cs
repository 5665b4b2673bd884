using Expenses.SampleRun.Input;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Reconciliation;

/// <summary>Everything there is to compare: what was sent, what the API says of it, what the ledger holds.</summary>
internal sealed record Evidence
{
    public required ExpenseBatch Batch { get; init; }

    public required RunStatus Run { get; init; }

    public required IReadOnlyList<RunExpense> RunExpenses { get; init; }

    public required IReadOnlyList<SyncTransaction> SyncTransactions { get; init; }

    public required IReadOnlyList<LedgerJournal> Journals { get; init; }

    public required TrialBalance TrialBalance { get; init; }

    /// <summary>SHA-256 of downloaded attachments by attachment id.</summary>
    public required IReadOnlyDictionary<string, string> Downloads { get; init; }
}
