using DurableTask.Core;
using DurableTask.Core.History;

namespace Expenses.LocalHost.Durable.History;

/// <summary>The stored history as the types the client promises.</summary>
internal static class HistoryView
{
    public static DurableTask.Core.History.HistoryEvent Of(HistoryEvent value, string instanceId)
    {
        var view = Convert(value, instanceId);
        view.Timestamp = value.Timestamp;
        view.IsPlayed = true;
        return view;
    }

    private static DurableTask.Core.History.HistoryEvent Convert(HistoryEvent value, string instanceId) => value switch
    {
        ExecutionStarted e => Started(e, instanceId),
        ExecutionCompleted e => new ExecutionCompletedEvent(e.EventId, e.Result!, (OrchestrationStatus)(int)e.Status),
        ExecutionTerminated e => new ExecutionTerminatedEvent(e.EventId, e.Output!),
        TaskScheduled e => new TaskScheduledEvent(e.EventId, e.Name, e.Version, e.Input),
        TaskCompleted e => new TaskCompletedEvent(e.EventId, e.TaskScheduledId, e.Result!),
        TaskFailed e => new TaskFailedEvent(e.EventId, e.TaskScheduledId, e.Failure.ErrorMessage, e.Failure.StackTrace!),
        SubOrchestrationInstanceCreated e => new SubOrchestrationInstanceCreatedEvent(e.EventId)
        {
            Name = e.Name,
            Version = e.Version,
            InstanceId = e.InstanceId,
            Input = e.Input!,
        },
        SubOrchestrationInstanceCompleted e => new SubOrchestrationInstanceCompletedEvent(e.EventId, e.TaskScheduledId, e.Result!),
        SubOrchestrationInstanceFailed e => new SubOrchestrationInstanceFailedEvent(
            e.EventId, e.TaskScheduledId, e.Failure?.ErrorMessage!, e.Failure?.StackTrace!),
        TimerCreated e => new TimerCreatedEvent(e.EventId, e.FireAt),
        TimerFired e => new TimerFiredEvent(e.EventId, e.FireAt) { TimerId = e.TimerId },
        EventSent e => new EventSentEvent(e.EventId) { InstanceId = e.InstanceId, Name = e.Name, Input = e.Input! },
        EventRaised e => new EventRaisedEvent(e.EventId, e.Input!) { Name = e.Name },
        ExecutionSuspended e => new ExecutionSuspendedEvent(e.EventId, e.Reason!),
        ExecutionResumed e => new ExecutionResumedEvent(e.EventId, e.Reason!),
        ExecutionRewound e => new GenericEvent(e.EventId, $"Rewound: {e.Reason}"),
        OrchestratorStarted e => new OrchestratorStartedEvent(e.EventId),
        OrchestratorCompleted e => new OrchestratorCompletedEvent(e.EventId),
        _ => throw new ArgumentException($"{value.GetType()} has no public counterpart.", nameof(value)),
    };

    private static ExecutionStartedEvent Started(ExecutionStarted e, string instanceId) => new(e.EventId, e.Input!)
    {
        Name = e.Name,
        Version = e.Version,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId, ExecutionId = e.ExecutionId },
        ScheduledStartTime = e.ScheduledStart,
        Tags = e.Tags is null ? null! : new Dictionary<string, string>(e.Tags, StringComparer.Ordinal),
        ParentInstance = e.Parent is null ? null! : new ParentInstance
        {
            Name = e.Parent.Name,
            TaskScheduleId = e.Parent.TaskId,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = e.Parent.InstanceId, ExecutionId = e.Parent.ExecutionId },
        },
    };
}
