using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>What the orchestrator's code asked for; it becomes history and outgoing work when the step commits.</summary>
internal abstract record OrchestratorAction(int Id)
{
    /// <summary>The history event of this request.</summary>
    public abstract HistoryEvent ToEvent(DateTime now);

    /// <summary>How the request is called in a non-determinism report.</summary>
    public abstract string Describe();
}

internal sealed record TaskAction(int Id, string Name, string Version, string Input) : OrchestratorAction(Id)
{
    public override HistoryEvent ToEvent(DateTime now) => new TaskScheduled(Name, Version, Input) { EventId = Id, Timestamp = now };

    public override string Describe() => $"an activity task named '{Name}'";
}

internal sealed record TimerAction(int Id, DateTime FireAt) : OrchestratorAction(Id)
{
    /// <summary>Cancelled before it left the step: it makes history, but never fires.</summary>
    public bool Cancelled { get; set; }

    public override HistoryEvent ToEvent(DateTime now) => new TimerCreated(FireAt) { EventId = Id, Timestamp = now };

    public override string Describe() => "a timer";
}

internal sealed record SubOrchestrationAction(
    int Id, string Name, string Version, string InstanceId, string? Input, IReadOnlyDictionary<string, string>? Tags)
    : OrchestratorAction(Id)
{
    public override HistoryEvent ToEvent(DateTime now)
        => new SubOrchestrationInstanceCreated(Name, Version, InstanceId, Input) { EventId = Id, Timestamp = now };

    public override string Describe() => $"a sub-orchestration named '{Name}'";
}

/// <summary>An external event for another orchestration, or a message for an entity, now or at a time (UTC).</summary>
internal sealed record SendAction(int Id, string InstanceId, string Name, string? Input, object Message, DateTime? Due = null)
    : OrchestratorAction(Id)
{
    public override HistoryEvent ToEvent(DateTime now) => new EventSent(InstanceId, Name, Input) { EventId = Id, Timestamp = now };

    public override string Describe() => $"an event named '{Name}'";
}
