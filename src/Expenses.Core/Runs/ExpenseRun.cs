using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Runs;

/// <summary>One expense run as the service remembers it (design section 3 step 2).</summary>
public sealed record ExpenseRun
{
    /// <summary>Whose.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>Its id; also the instance id of its orchestration.</summary>
    public required RunId Id { get; init; }

    /// <summary>The SHA-256 of the request's body: the same key with another body is refused.</summary>
    public required string RequestSha256 { get; init; }

    /// <summary>How many expenses it carries.</summary>
    public required int ExpenseCount { get; init; }

    /// <summary>How many receipts it carries.</summary>
    public required int ReceiptCount { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Where it stands.</summary>
    public ExpenseRunStatus Status { get; init; }

    /// <summary>The dataset made of it; null until it is.</summary>
    public DatasetId? Dataset { get; init; }

    /// <summary>The sync that pushes it; null until it is initiated.</summary>
    public SyncId? Sync { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Why it failed as a whole; empty when it did not.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Whether it has ended; a retry of its sync may still give it better results.</summary>
    public bool HasEnded => Status is ExpenseRunStatus.Completed or ExpenseRunStatus.Failed;

    /// <summary>How many chunks its expenses are stored in.</summary>
    public int ChunkCount => (ExpenseCount + Datasets.Dataset.ChunkSize - 1) / Datasets.Dataset.ChunkSize;
}

/// <summary>Where an expense run stands.</summary>
public enum ExpenseRunStatus
{
    /// <summary>Accepted.</summary>
    Pending,

    /// <summary>Working, or waiting for the sync.</summary>
    Running,

    /// <summary>Every expense has its result.</summary>
    Completed,

    /// <summary>Ended before every expense had a result; see the error.</summary>
    Failed,
}

/// <summary>One approved expense of a run: the transaction and the receipts that belong to it.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="ReceiptIds">Its receipts, uploaded before.</param>
public sealed record RunExpense(ExpenseTransaction Transaction, IReadOnlyList<ReceiptId> ReceiptIds);
