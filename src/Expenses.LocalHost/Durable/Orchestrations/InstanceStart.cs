using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>Creates an instance inside a transaction, or says which status forbids it (durable-semantics §9).</summary>
internal sealed record InstanceStart(string InstanceId, ExecutionStarted Event)
{
    /// <summary>The default of Functions: what has ended may be replaced.</summary>
    public static bool WhenEnded(OrchestrationRuntimeStatus status) => InstanceRow.IsTerminalStatus(status);

    public OrchestrationRuntimeStatus? TryApply(StoreWriter writer, DateTime now, Func<OrchestrationRuntimeStatus, bool> mayReplace)
    {
        if (writer.FindStatus(InstanceId) is { } existing)
        {
            if (!mayReplace(existing))
            {
                return existing;
            }

            if (!InstanceRow.IsTerminalStatus(existing))
            {
                EndRunning(writer, now);
            }

            writer.DeleteInstance(InstanceId);
        }

        writer.PutInstance(new InstanceRow
        {
            Id = InstanceId,
            Name = Event.Name,
            Version = Event.Version,
            ExecutionId = Event.ExecutionId,
            Status = OrchestrationRuntimeStatus.Pending,
            Input = Event.Input,
            Tags = Event.Tags,
            ParentId = Event.Parent?.InstanceId,
            Created = now,
            Updated = now,
        });
        if (Event.ScheduledStart is { } later && later > now)
        {
            writer.SendLater(InstanceId, Event.ExecutionId, timerId: null, later, Event);
        }
        else
        {
            writer.Send(InstanceId, Event.ExecutionId, Event);
        }

        return null;
    }

    /// <summary>The parent of an instance, if it has one, hears that it was terminated; whether it has begun or not.</summary>
    public static void TellParent(StoreWriter writer, string instanceId, DateTime now)
    {
        var started = writer.FindStart(instanceId)
            ?? writer.ReadInbox(instanceId, 0, long.MaxValue, int.MaxValue).Select(delivery => delivery.Body).OfType<ExecutionStarted>().FirstOrDefault();
        if (started?.Parent is { } parent)
        {
            writer.SendToRunning(
                parent.InstanceId, parent.ExecutionId, new SubOrchestrationInstanceFailed(parent.TaskId, Failure: null) { Timestamp = now });
        }
    }

    /// <summary>A running instance is terminated before it is replaced (durable-semantics §9): its parent hears of it, its locks are free.</summary>
    private void EndRunning(StoreWriter writer, DateTime now)
    {
        TellParent(writer, InstanceId, now);
        foreach (var entity in writer.FindLockedBy(InstanceId))
        {
            writer.Send(entity.Id, null, new EntityUnlock(entity.LockId!));
        }
    }
}
