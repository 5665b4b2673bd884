namespace Expenses.Core.Reconciling;

/// <summary>What one step of a reconciliation found.</summary>
/// <param name="Recorded">What the service recorded, of what the step looked at.</param>
/// <param name="Ledger">What the ledger holds of it.</param>
/// <param name="Differences">What differs.</param>
/// <param name="Unverified">Entries that are there, and whose amount could not be compared: their dataset was deleted, or an update is on its way.</param>
public sealed record Findings(LedgerTotals Recorded, LedgerTotals Ledger, IReadOnlyList<Difference> Differences, int Unverified = 0)
{
    /// <summary>Nothing was looked at.</summary>
    public static Findings None { get; } = new(LedgerTotals.None, LedgerTotals.None, []);
}
