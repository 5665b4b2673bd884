using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Data;

/// <summary>One write of a reference data record to the accounting software (codat-contract §2.13).</summary>
public sealed record RecordPush
{
    /// <summary>Whose.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>Its id.</summary>
    public required RecordPushId Id { get; init; }

    /// <summary>The connection that is written to.</summary>
    public required ConnectionId Connection { get; init; }

    /// <summary>What is written, one of <see cref="DataTypes"/>.</summary>
    public required string DataType { get; init; }

    /// <summary>The record.</summary>
    public required ReferenceDraft Draft { get; init; }

    /// <summary>The ledger's record that is changed; null for a new one.</summary>
    public string? Target { get; init; }

    /// <summary>Whether a change of the ledger's meanwhile is overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>After so many minutes it is not begun any more (codat-contract B035); null for no limit.</summary>
    public int? TimeoutInMinutes { get; init; }

    /// <summary>Whether the data type is read again when it is done (codat-contract B036).</summary>
    public bool ReadAfter { get; init; } = true;

    /// <summary>How it stands; <see cref="StatusAt"/> knows the time limit besides.</summary>
    public RecordPushStatus Status { get; init; } = RecordPushStatus.Pending;

    /// <summary>When it ended, UTC; null before that.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>The ledger's id of what was written; null before that.</summary>
    public string? RecordId { get; init; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>What the ledger said against the record, each in a sentence.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>The version a conditional write is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>How it stands at a time: what is not done at its limit is timed out, though what is on its way may still land.</summary>
    /// <param name="now">Now, UTC.</param>
    /// <returns>The status.</returns>
    public RecordPushStatus StatusAt(DateTimeOffset now) =>
        Status == RecordPushStatus.Pending && TimeoutInMinutes is { } minutes && now >= Requested.AddMinutes(minutes)
            ? RecordPushStatus.TimedOut
            : Status;
}

/// <summary>How a push of a record stands (codat-contract §2.13).</summary>
public enum RecordPushStatus
{
    /// <summary>Asked for, not done.</summary>
    Pending,

    /// <summary>Refused, or given up.</summary>
    Failed,

    /// <summary>In the ledger.</summary>
    Success,

    /// <summary>Not done within its limit.</summary>
    TimedOut,
}
