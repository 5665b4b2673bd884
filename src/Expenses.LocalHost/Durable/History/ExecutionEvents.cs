using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.History;

/// <summary>Who waits for a sub-orchestration, and under which sequence id.</summary>
internal sealed record ParentCall(string InstanceId, string ExecutionId, string Name, int TaskId);

internal sealed record ExecutionStarted : HistoryEvent
{
    public required string Name { get; init; }

    public string Version { get; init; } = string.Empty;

    public string? Input { get; init; }

    public required string ExecutionId { get; init; }

    public ParentCall? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public DateTime? ScheduledStart { get; init; }

    /// <summary>The W3C trace parent of the start; null when nobody traces.</summary>
    public string? TraceParent { get; init; }
}

internal sealed record ExecutionCompleted(OrchestrationRuntimeStatus Status, string? Result, Failure? Failure) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

internal sealed record ExecutionRewound(string? Reason) : HistoryEvent;
