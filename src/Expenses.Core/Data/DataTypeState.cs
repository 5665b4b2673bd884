using Expenses.Core.Identifiers;

namespace Expenses.Core.Data;

/// <summary>How a data type of a connection stands: its latest read and its latest successful one (codat-contract B029).</summary>
/// <param name="DataType">One of <see cref="DataTypes"/>.</param>
/// <param name="Status">How the latest read stands.</param>
/// <param name="Latest">The latest read; null before the first.</param>
/// <param name="LatestRequested">When that was asked for, UTC.</param>
/// <param name="LatestSuccessful">The latest successful read; null before the first.</param>
/// <param name="LastSuccess">When that ended, UTC.</param>
/// <param name="ETag">The version a conditional write is checked against; empty before it is stored.</param>
public sealed record DataTypeState(
    string DataType,
    PullStatus Status = PullStatus.Initial,
    PullOperationId? Latest = null,
    DateTimeOffset? LatestRequested = null,
    PullOperationId? LatestSuccessful = null,
    DateTimeOffset? LastSuccess = null,
    string ETag = "")
{
    /// <summary>After this time a read that did not end no longer stands in the way of another.</summary>
    public static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(30);

    /// <summary>Whether a read is under way.</summary>
    /// <param name="now">Now, UTC.</param>
    /// <returns>True when another one has to wait (codat-contract B028).</returns>
    public bool IsBusy(DateTimeOffset now) =>
        Status is PullStatus.Queued or PullStatus.Fetching && now - LatestRequested < LongestRead;

    /// <summary>The state after an operation was written. An operation that is not the latest changes nothing.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The state.</returns>
    public DataTypeState After(PullOperation operation) => Latest is { } latest && latest != operation.Id && LatestRequested > operation.Requested
        ? this
        : this with
        {
            Status = operation.Status,
            Latest = operation.Id,
            LatestRequested = operation.Requested,
            LatestSuccessful = operation.IsCompleted ? operation.Id : LatestSuccessful,
            LastSuccess = operation.IsCompleted ? operation.Completed : LastSuccess,
        };
}
