using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>One sync as the service remembers it; the contract's status is a view of it (codat-contract §2.8).</summary>
public sealed record SyncRecord
{
    /// <summary>How long a sync runs before its code reads 1010 (codat-contract M030).</summary>
    public static readonly TimeSpan LongRunningAfter = TimeSpan.FromMinutes(10);

    /// <summary>Whose sync it is.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>Its id; also the instance id of its orchestration on the first attempt.</summary>
    public required SyncId Id { get; init; }

    /// <summary>The datasets it pushes, in order.</summary>
    public required IReadOnlyList<DatasetId> DatasetIds { get; init; }

    /// <summary>When it was asked for, UTC; the contract's `syncUtc`.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>Names this sync in logs, errors and downstream calls, as the answer to the request for it did: 32 hexadecimal characters.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The trace parent of the request for this attempt; null when nothing was traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The stored code: 1000 while it runs, a final code afterwards. Read it through <see cref="CodeAt"/>.</summary>
    public SyncStatusCode Code { get; init; } = SyncStatusCode.InProgress;

    /// <summary>How far it has come.</summary>
    public SyncStage Stage { get; init; }

    /// <summary>0 for the first attempt; each retry of failed items adds one (design section 3 step 7).</summary>
    public int Attempt { get; init; }

    /// <summary>When its failed items were last queued again, UTC; null on the first attempt.</summary>
    public DateTimeOffset? Retried { get; init; }

    /// <summary>When this attempt left the queue, UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When this attempt is to end by the estimate of its start (<see cref="FinishEstimate"/>), UTC; null before it has one.</summary>
    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>When this attempt ended, UTC.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>How the attempt before this one ended; null on the first. What is told of that end may be told after the retry began.</summary>
    public SyncStatusCode? LastCode { get; init; }

    /// <summary>When the attempt before this one ended, UTC; null on the first.</summary>
    public DateTimeOffset? LastCompleted { get; init; }

    /// <summary>How many transactions it has, once they are counted.</summary>
    public int TransactionCount { get; init; }

    /// <summary>What went wrong, for a reader; empty when nothing did.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>What went wrong, technically; empty when nothing did.</summary>
    public string SyncExceptionMessage { get; init; } = "";

    /// <summary>Whether anything was written to the ledger.</summary>
    public bool DataPushed { get; init; }

    /// <summary>The instance id of the expense run that waits for this sync; null when none does.</summary>
    public string? RunInstanceId { get; init; }

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Whether it has ended.</summary>
    public bool IsFinished => Stage == SyncStage.Finished;

    /// <summary>The request that has this attempt run.</summary>
    /// <returns>The request.</returns>
    public SyncRequestV1 ToRequest() => new(Company.Client.Value, Company.Company.Value, Id.Value, Attempt) { TraceParent = TraceParent };

    /// <summary>The code as a reader sees it: 1000 turns into 1010 after <see cref="LongRunningAfter"/>.</summary>
    /// <param name="now">The time of reading, UTC.</param>
    /// <returns>The code.</returns>
    public SyncStatusCode CodeAt(DateTimeOffset now) =>
        Code == SyncStatusCode.InProgress && now - (Started ?? Retried ?? Requested) > LongRunningAfter
            ? SyncStatusCode.LongRunning
            : Code;
}
