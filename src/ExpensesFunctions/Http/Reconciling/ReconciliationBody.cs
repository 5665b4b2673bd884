using Expenses.Core.Reconciling;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Http.Reconciling;

/// <summary>A reconciliation on the wire.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How it stands.</param>
/// <param name="StartedUtc">When it began.</param>
/// <param name="EndedUtc">When it ended; absent while it runs.</param>
/// <param name="WindowFromUtc">The beginning of what was compared.</param>
/// <param name="Recorded">What the service recorded.</param>
/// <param name="Ledger">What the ledger holds.</param>
/// <param name="Drift">How many differences there are.</param>
/// <param name="Acknowledged">How many of them somebody acknowledged.</param>
/// <param name="DifferencesByKind">How many of each kind.</param>
/// <param name="Unverified">Entries that are there and whose amount could not be compared.</param>
/// <param name="FailureReason">Why it was cut off; absent when it was not.</param>
/// <param name="RunningId">The one that runs now; absent when none does.</param>
/// <param name="Differences">A page of the differences, of which the first thousand are kept.</param>
internal sealed record ReconciliationBody(
    string Id,
    ReconciliationState Status,
    DateTimeOffset StartedUtc,
    DateTimeOffset? EndedUtc,
    DateTimeOffset WindowFromUtc,
    TotalsBody Recorded,
    TotalsBody Ledger,
    int Drift,
    int Acknowledged,
    IReadOnlyList<DifferenceCountBody> DifferencesByKind,
    int Unverified,
    string? FailureReason,
    string? RunningId,
    Page<DifferenceBody> Differences)
{
    public static ReconciliationBody Of(
        Reconciliation reconciliation, Reconciliation? running, int acknowledged, Page<DifferenceBody> differences) => new(
        reconciliation.Id,
        reconciliation.State,
        reconciliation.Started,
        reconciliation.Ended,
        reconciliation.From,
        TotalsBody.Of(reconciliation.Recorded),
        TotalsBody.Of(reconciliation.Ledger),
        reconciliation.Drift,
        acknowledged,
        [.. reconciliation.Differences.OrderBy(one => one.Key).Select(one => new DifferenceCountBody(one.Key, one.Value))],
        reconciliation.Unverified,
        reconciliation.Reason.Length == 0 ? null : reconciliation.Reason,
        running?.Id,
        differences);
}

/// <summary>Counts and sums.</summary>
internal sealed record TotalsBody(int Count, IReadOnlyList<CurrencyTotalBody> Currencies)
{
    public static TotalsBody Of(LedgerTotals totals) =>
        new(totals.Count, [.. totals.ByCurrency.Select(total => new CurrencyTotalBody(total.Currency, total.Count, total.Amount))]);
}

/// <summary>One currency's; `XXX` stands for entries whose currency is not known.</summary>
internal sealed record CurrencyTotalBody(string Currency, int Count, decimal TotalAmount);

/// <summary>How many differences of a kind.</summary>
internal sealed record DifferenceCountBody(DifferenceKind Kind, int Count);

/// <summary>One difference; its id is the same in every reconciliation that finds it, and its acknowledgement is absent when nobody knows of it.</summary>
internal sealed record DifferenceBody(
    string Id, DifferenceKind Kind, string TransactionId, string RecordId, string? SyncId, string Detail, AcknowledgementBody? Acknowledgement)
{
    public static DifferenceBody Of(Difference difference, DifferenceAcknowledgement? acknowledgement) => new(
        difference.Id,
        difference.Kind,
        difference.TransactionId.Value,
        difference.RecordId,
        difference.Sync?.Value,
        difference.Detail,
        acknowledgement is null ? null : new AcknowledgementBody(acknowledgement.Reason, acknowledgement.By, acknowledgement.Acknowledged));
}

/// <summary>Why a difference may stay, who said so, and when.</summary>
internal sealed record AcknowledgementBody(string Reason, string AcknowledgedBy, DateTimeOffset AcknowledgedUtc);

/// <summary>What starting a reconciliation answers.</summary>
internal sealed record ReconciliationStarted(string Id);
