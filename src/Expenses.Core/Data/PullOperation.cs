using Expenses.Core.Identifiers;

namespace Expenses.Core.Data;

/// <summary>One read of one data type (codat-contract §2.13).</summary>
public sealed record PullOperation
{
    /// <summary>Whose.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>Its id.</summary>
    public required PullOperationId Id { get; init; }

    /// <summary>The connection that is read.</summary>
    public required ConnectionId Connection { get; init; }

    /// <summary>What is read, one of <see cref="DataTypes"/>.</summary>
    public required string DataType { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>How it stands.</summary>
    public PullStatus Status { get; init; } = PullStatus.Queued;

    /// <summary>When it ended, UTC; null before that.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Status is not (PullStatus.Queued or PullStatus.Fetching);

    /// <summary>Whether it ended with what was asked for.</summary>
    public bool IsCompleted => Status == PullStatus.Complete;

    /// <summary>Whether it ended without.</summary>
    public bool IsErrored => HasEnded && !IsCompleted;

    /// <summary>Percent done.</summary>
    public int Progress => Status switch
    {
        PullStatus.Complete => 100,
        PullStatus.Fetching => 50,
        _ => 0,
    };
}
