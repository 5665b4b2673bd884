namespace Expenses.LocalHost.Durable.History;

/// <summary>The input is a JSON array of one element, as the real engine stores it (durable-semantics §2).</summary>
internal sealed record TaskScheduled(string Name, string Version, string Input) : HistoryEvent;

internal sealed record TaskCompleted(int TaskScheduledId, string? Result) : HistoryEvent;

internal sealed record TaskFailed(int TaskScheduledId, Failure Failure) : HistoryEvent;

internal sealed record SubOrchestrationInstanceCreated(string Name, string Version, string InstanceId, string? Input) : HistoryEvent;

internal sealed record SubOrchestrationInstanceCompleted(int TaskScheduledId, string? Result) : HistoryEvent;

/// <summary>A terminated child has no failure (durable-semantics §6).</summary>
internal sealed record SubOrchestrationInstanceFailed(int TaskScheduledId, Failure? Failure) : HistoryEvent;

internal sealed record TimerCreated(DateTime FireAt) : HistoryEvent;

internal sealed record TimerFired(int TimerId, DateTime FireAt) : HistoryEvent;

internal sealed record EventSent(string InstanceId, string Name, string? Input) : HistoryEvent;

internal sealed record EventRaised(string Name, string? Input) : HistoryEvent
{
    /// <summary>True for the answer of an entity; its name is the id of the request.</summary>
    public bool FromEntity { get; init; }
}
