namespace ExpensesFunctions.Contracts;

/// <summary>An expense run.</summary>
/// <param name="Client">The client.</param>
/// <param name="Company">The company.</param>
/// <param name="Run">The run.</param>
/// <param name="Chunks">How many chunks its expenses are stored in.</param>
/// <param name="DeadlineHours">How long it waits for its sync before it ends as failed.</param>
/// <param name="CheckSeconds">How often it looks whether its sync has ended, should the event get lost.</param>
public sealed record ExpenseRunV1(
    string Client, string Company, string Run, int Chunks, double DeadlineHours, double CheckSeconds = ExpenseRunV1.DefaultCheckSeconds)
{
    /// <summary>What runs had that were started before this could be set.</summary>
    public const double DefaultCheckSeconds = 60;
}

/// <summary>A step of a run that can be refused for good; a refusal is data, not an exception, so it is not retried.</summary>
/// <param name="Id">What the step made; empty when it was refused.</param>
/// <param name="Error">Why it was refused; null when it was not.</param>
/// <param name="RetryAfterSeconds">The service's quota is used up for so long, and nothing was done; 0 when it is not.</param>
public sealed record RunStepV1(string Id, string? Error = null, double RetryAfterSeconds = 0);

/// <summary>A run whose sync has ended.</summary>
/// <param name="Run">The run.</param>
/// <param name="Sync">Its sync.</param>
/// <param name="Attempt">The sync's attempt that has ended.</param>
public sealed record SettleRunV1(ExpenseRunV1 Run, string Sync, int Attempt);

/// <summary>One chunk of a run whose sync has ended.</summary>
/// <param name="Run">The run.</param>
/// <param name="Sync">Its sync.</param>
/// <param name="Chunk">The chunk's number, from 0.</param>
public sealed record RunChunkV1(ExpenseRunV1 Run, string Sync, int Chunk);

/// <summary>The expenses of a chunk that landed and have receipts.</summary>
/// <param name="Connection">The accounting connection.</param>
/// <param name="RequestsPerWindow">The platform's request quota.</param>
/// <param name="WindowSeconds">The window of that quota, in seconds.</param>
/// <param name="ConcurrentRequests">How many requests the platform takes at a time.</param>
/// <param name="Numbers">Their numbers in the chunk, from 0; at most 100.</param>
/// <param name="RetryAfterSeconds">The service's quota is used up for so long, and nothing is known yet; 0 when it is not.</param>
public sealed record LandedExpensesV1(
    string Connection,
    int RequestsPerWindow,
    int WindowSeconds,
    int ConcurrentRequests,
    IReadOnlyList<int> Numbers,
    double RetryAfterSeconds = 0);

/// <summary>Attaches the receipts of one expense.</summary>
/// <param name="Chunk">Its chunk.</param>
/// <param name="Number">Its number in the chunk, from 0.</param>
public sealed record AttachReceiptV1(RunChunkV1 Chunk, int Number);

/// <summary>What became of the receipts of one expense.</summary>
/// <param name="RetryAfterSeconds">The platform's quota is used up for so long; 0 when it is not.</param>
public sealed record AttachReceiptResultV1(double RetryAfterSeconds = 0);

/// <summary>How the expenses of a run, or of a chunk of it, ended.</summary>
/// <param name="Uploaded">In the ledger with every receipt.</param>
/// <param name="Synced">In the ledger; without a receipt to attach.</param>
/// <param name="Failed">Neither; the reason is with the expense.</param>
/// <param name="RetryAfterSeconds">The service's quota is used up for so long, and nothing was marked; 0 when it is not.</param>
public sealed record RunTotalsV1(int Uploaded, int Synced, int Failed, double RetryAfterSeconds = 0)
{
    /// <summary>Adds two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum, field by field.</returns>
    public static RunTotalsV1 operator +(RunTotalsV1 left, RunTotalsV1 right) =>
        new(left.Uploaded + right.Uploaded, left.Synced + right.Synced, left.Failed + right.Failed);
}

/// <summary>Ends a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Error">Why it failed as a whole; null when every expense has its result.</param>
public sealed record FinishRunV1(ExpenseRunV1 Run, string? Error);
