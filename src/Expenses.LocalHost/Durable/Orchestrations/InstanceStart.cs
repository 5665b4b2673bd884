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
}
