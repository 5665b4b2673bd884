namespace ExpensesFunctions.Contracts;

/// <summary>A reconciliation of one company, and how far it has come.</summary>
/// <param name="Work">The company and the reconciliation's id.</param>
/// <param name="Plan">What <c>BeginReconciliation</c> found; null before it.</param>
/// <param name="Progress">What was found so far; null before the first step.</param>
public sealed record ReconciliationV1(CompanyWorkV1 Work, ReconciliationPlanV1? Plan = null, ReconciliationProgressV1? Progress = null);

/// <summary>What <c>BeginReconciliation</c> found.</summary>
/// <param name="IsPossible">Whether the company has a linked ledger that can be read.</param>
/// <param name="Connection">The accounting connection.</param>
/// <param name="Platform">Its platform's key.</param>
/// <param name="RequestsPerWindow">The platform's request quota.</param>
/// <param name="WindowSeconds">The window of that quota, in seconds.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="From">The beginning of what is compared, UTC.</param>
public sealed record ReconciliationPlanV1(
    bool IsPossible,
    string Connection = "",
    string Platform = "",
    int RequestsPerWindow = 0,
    int WindowSeconds = 0,
    DateTimeOffset Started = default,
    DateTimeOffset From = default);

/// <summary>What a reconciliation found so far.</summary>
/// <param name="Step">The number of the next step.</param>
/// <param name="IsLedgerSide">Whether it goes through the ledger now, after what was recorded.</param>
/// <param name="Cursor">Where that side goes on; null at its beginning.</param>
/// <param name="Found">Totals and differences.</param>
/// <param name="Listed">How many differences are kept.</param>
public sealed record ReconciliationProgressV1(int Step, bool IsLedgerSide, string? Cursor, FoundV1 Found, int Listed);

/// <summary>One step of a reconciliation.</summary>
/// <param name="Work">The company and the reconciliation's id.</param>
/// <param name="Plan">What was found at the beginning.</param>
/// <param name="Number">The step's number, from 0.</param>
/// <param name="IsLedgerSide">Whether it goes through the ledger.</param>
/// <param name="Cursor">Where to go on; null at the beginning.</param>
/// <param name="Listed">How many differences are kept already.</param>
public sealed record ReconciliationStepV1(
    CompanyWorkV1 Work, ReconciliationPlanV1 Plan, int Number, bool IsLedgerSide, string? Cursor, int Listed);

/// <summary>What a step came to.</summary>
/// <param name="Found">Totals and differences; null when it has to be done again, or cannot be.</param>
/// <param name="Next">Where this side goes on; null at its end.</param>
/// <param name="Listed">How many of the differences are kept.</param>
/// <param name="RetryAfterSeconds">The platform's quota is used up for so long; 0 when it is not.</param>
/// <param name="Stop">Why the reconciliation cannot go on; null when it can.</param>
public sealed record ReconciliationStepResultV1(
    FoundV1? Found, string? Next = null, int Listed = 0, double RetryAfterSeconds = 0, string? Stop = null);

/// <summary>Totals and differences.</summary>
/// <param name="Recorded">What the service recorded, by currency.</param>
/// <param name="Ledger">What the ledger holds, by currency.</param>
/// <param name="Differences">How many of each kind.</param>
/// <param name="Unverified">Entries whose amount could not be compared.</param>
public sealed record FoundV1(
    IReadOnlyList<CurrencyTotalV1> Recorded, IReadOnlyList<CurrencyTotalV1> Ledger, IReadOnlyList<DifferenceCountV1> Differences, int Unverified);

/// <summary>The total of one currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Amount">Their sum, in major units.</param>
public sealed record CurrencyTotalV1(string Currency, int Count, decimal Amount);

/// <summary>How many differences of one kind.</summary>
/// <param name="Kind">The kind by name.</param>
/// <param name="Count">How many.</param>
public sealed record DifferenceCountV1(string Kind, int Count);

/// <summary>Ends a reconciliation.</summary>
/// <param name="Work">The company and the reconciliation's id.</param>
/// <param name="Plan">What was found at the beginning.</param>
/// <param name="Found">What was found.</param>
/// <param name="Reason">Why it was cut off; empty when it was not.</param>
public sealed record EndedReconciliationV1(CompanyWorkV1 Work, ReconciliationPlanV1 Plan, FoundV1 Found, string Reason);
