using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Client;

/// <summary>
/// Requests in the history of a failed instance that nothing will answer any more: what came while nobody listened is gone.
/// </summary>
internal static class Unanswered
{
    /// <summary>Requests that have to be made again. Children that have ended meanwhile answer again.</summary>
    public static HashSet<HistoryEvent> Of(StoreWriter writer, string instanceId, IReadOnlyList<HistoryEvent> history)
    {
        var answered = history.Select(AnsweredId).OfType<int>().ToHashSet();
        var open = history.Where(value => value.EventId >= 0 && !answered.Contains(value.EventId));
        return [.. open.Where(value => value switch
        {
            TaskScheduled task => !writer.HasActivity(instanceId, task.EventId),
            // One that was cancelled is asked for again, too, and cancelled again.
            TimerCreated timer => !writer.HasTimer(instanceId, timer.EventId),
            SubOrchestrationInstanceCreated child => !Answers(writer, instanceId, child),
            _ => false,
        })];
    }

    private static int? AnsweredId(HistoryEvent value) => value switch
    {
        TaskCompleted done => done.TaskScheduledId,
        TaskFailed failed => failed.TaskScheduledId,
        SubOrchestrationInstanceCompleted done => done.TaskScheduledId,
        SubOrchestrationInstanceFailed failed => failed.TaskScheduledId,
        TimerFired fired => fired.TimerId,
        _ => null,
    };

    /// <summary>False when there is no such child that will answer or can.</summary>
    private static bool Answers(StoreWriter writer, string parentId, SubOrchestrationInstanceCreated created)
    {
        if (writer.FindInstance(created.InstanceId) is not { } child || !string.Equals(child.ParentId, parentId, StringComparison.Ordinal))
        {
            return false;
        }

        if (child.Status == OrchestrationRuntimeStatus.Completed && !writer.HasAnswer(parentId, created.EventId))
        {
            var execution = writer.FindInstance(parentId)!.ExecutionId;
            writer.Send(parentId, execution, new SubOrchestrationInstanceCompleted(created.EventId, child.Output) { Timestamp = child.Updated });
            return true;
        }

        return !child.IsTerminal || writer.HasAnswer(parentId, created.EventId);
    }
}
