using Expenses.LocalHost.Durable.History;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>What is kept of an orchestration instance besides its history. Times are UTC.</summary>
internal sealed record InstanceRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Version { get; init; } = string.Empty;

    public required string ExecutionId { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public Failure? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? ParentId { get; init; }

    public DateTime Created { get; init; }

    public DateTime Updated { get; init; }

    /// <summary>How many history rows there are: the number of the next one.</summary>
    public int HistoryLength { get; init; }

    public bool IsTerminal => IsTerminalStatus(Status);

    public static bool IsTerminalStatus(OrchestrationRuntimeStatus status) => status is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;
}

/// <summary>What is kept of an entity. No state means it doesn't exist for a reader.</summary>
internal sealed record EntityRow(string Id, string? State, string? LockedBy, string? LockId, DateTime Modified)
{
    public bool IsEmpty => State is null && LockId is null;
}

/// <summary>An activity call that has not been answered.</summary>
internal sealed record ActivityRow(long Row, string InstanceId, string ExecutionId, int TaskId, string Name, string Version, string Input)
{
    /// <summary>Not stored: after a restart it follows from the instance's history.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>A message for later: a timer, a scheduled start, a scheduled signal.</summary>
internal sealed record TimerRow(long Row, DateTime Due, string InstanceId, string? ExecutionId, int? TimerId, object Body);
