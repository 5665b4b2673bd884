using Expenses.Core.Identifiers;

namespace Expenses.Core.Reconciling;

/// <summary>The comparison of a company's ledger with what the service recorded (reliability promises P2, P3, P6).</summary>
public sealed record Reconciliation
{
    /// <summary>How many differences are kept; all are counted.</summary>
    public const int ListedDifferences = 1000;

    /// <summary>Whose.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>Its id, a GUID.</summary>
    public required string Id { get; init; }

    /// <summary>How it stands.</summary>
    public ReconciliationState State { get; init; }

    /// <summary>When it began, UTC; what was asked for later is not looked at.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The beginning of the window, UTC: syncs asked for since, and entries written since, are compared.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>What the service recorded.</summary>
    public LedgerTotals Recorded { get; init; } = LedgerTotals.None;

    /// <summary>What the ledger holds.</summary>
    public LedgerTotals Ledger { get; init; } = LedgerTotals.None;

    /// <summary>How many differences of each kind there are; kinds without any are left out.</summary>
    public IReadOnlyDictionary<DifferenceKind, int> Differences { get; init; } = new Dictionary<DifferenceKind, int>();

    /// <summary>Entries whose amount could not be compared.</summary>
    public int Unverified { get; init; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How many differences there are.</summary>
    public int Drift => Differences.Values.Sum();
}

/// <summary>How a reconciliation stands.</summary>
public enum ReconciliationState
{
    /// <summary>It reads.</summary>
    Running,

    /// <summary>Everything in the window was compared.</summary>
    Complete,

    /// <summary>It was cut off: the ledger could not be read.</summary>
    Failed,
}
