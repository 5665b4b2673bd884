namespace Expenses.Core.Syncs;

/// <summary>
/// The legal moves of a sync record (codat-contract §4.9). Pure: each gives the changed record, which its caller stores
/// against the ETag it read. Doing the same move twice changes nothing; an illegal one is a defect and throws.
/// </summary>
public static class SyncTransitions
{
    /// <summary>The sync leaves the queue.</summary>
    /// <param name="sync">The sync: queued, or started by an execution that died.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The changed record; a start that was noted before stays.</returns>
    /// <exception cref="InvalidOperationException">It is further already.</exception>
    public static SyncRecord Start(this SyncRecord sync, DateTimeOffset now) => sync.Stage switch
    {
        SyncStage.NotStarted => sync with { Stage = SyncStage.Started, Started = now },
        SyncStage.Started => sync,
        _ => throw Illegal(sync, SyncStage.Started),
    };

    /// <summary>The sync's transactions are counted and go to the accounting software.</summary>
    /// <param name="sync">The sync: started, or pushing already.</param>
    /// <param name="transactionCount">How many transactions it has.</param>
    /// <param name="expectedEnd">When it is to end, UTC; null when nobody has estimated it.</param>
    /// <returns>The changed record.</returns>
    /// <exception cref="InvalidOperationException">It has not started, or has ended.</exception>
    public static SyncRecord Push(this SyncRecord sync, int transactionCount, DateTimeOffset? expectedEnd = null) => sync.Stage switch
    {
        SyncStage.Started or SyncStage.Pushing => sync with
        {
            Stage = SyncStage.Pushing,
            TransactionCount = transactionCount,
            ExpectedEnd = expectedEnd ?? sync.ExpectedEnd,
        },
        _ => throw Illegal(sync, SyncStage.Pushing),
    };

    /// <summary>The sync ends. From any stage, since a sync can also end in the queue (a poisoned message).</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="code">A final code.</param>
    /// <param name="dataPushed">Whether this attempt wrote anything; what an earlier one wrote stays written.</param>
    /// <param name="errorMessage">What went wrong, for a reader; empty when nothing did.</param>
    /// <param name="exceptionMessage">What went wrong, technically; empty when nothing did.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The changed record; unchanged when it had ended with the same code.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The code is not final.</exception>
    /// <exception cref="InvalidOperationException">It has ended with another code: final codes never change.</exception>
    public static SyncRecord Finish(
        this SyncRecord sync, SyncStatusCode code, bool dataPushed, string errorMessage, string exceptionMessage, DateTimeOffset now)
    {
        if (SyncStatusTable.All[code].Outcome == SyncOutcome.InProgress)
        {
            throw new ArgumentOutOfRangeException(nameof(code), code, "A sync ends with a final code.");
        }

        if (sync.IsFinished)
        {
            return sync.Code == code
                ? sync
                : throw new InvalidOperationException($"Sync {sync.Id} is Finished with {(int)sync.Code} and cannot become Finished with {(int)code}.");
        }

        return sync with
        {
            Stage = SyncStage.Finished,
            Code = code,
            Completed = now,
            DataPushed = sync.DataPushed || dataPushed,
            ErrorMessage = errorMessage,
            SyncExceptionMessage = exceptionMessage,
        };
    }

    /// <summary>The failed items of an ended sync are queued again: 1000, then a new final code (codat-contract §4.9).</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The changed record: queued, with the next attempt's number. When it was first asked for does not change.</returns>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    public static SyncRecord Retry(this SyncRecord sync, DateTimeOffset now) => !sync.IsFinished
        ? throw Illegal(sync, SyncStage.NotStarted)
        : sync with
        {
            Stage = SyncStage.NotStarted,
            Code = SyncStatusCode.InProgress,
            Attempt = sync.Attempt + 1,
            Retried = now,
            Started = null,
            ExpectedEnd = null,
            LastCode = sync.Code,
            LastCompleted = sync.Completed,
            Completed = null,
            ErrorMessage = "",
            SyncExceptionMessage = "",
        };

    private static InvalidOperationException Illegal(SyncRecord sync, SyncStage to) =>
        new($"Sync {sync.Id} is {sync.Stage} and cannot become {to}.");
}
