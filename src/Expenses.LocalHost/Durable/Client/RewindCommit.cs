using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Client;

/// <summary>
/// Takes the failures out of a failed instance's history, and of its failed children's, so that what failed runs again
/// (durable-semantics §8, last line).
/// </summary>
internal sealed class RewindCommit(string instanceId, string? reason, DateTime now) : ICommit
{
    private OrchestrationRuntimeStatus? _status;

    public void Apply(StoreWriter writer)
    {
        _status = writer.FindStatus(instanceId);
        if (_status == OrchestrationRuntimeStatus.Failed)
        {
            Rewind(writer, writer.FindInstance(instanceId)!);
        }
    }

    public void ThrowIfRefused()
    {
        if (_status is null)
        {
            throw new ArgumentException($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
        }

        if (_status != OrchestrationRuntimeStatus.Failed)
        {
            throw new InvalidOperationException($"Cannot rewind instance '{instanceId}': it is {_status}, only a failed one can be rewound.");
        }
    }

    private void Rewind(StoreWriter writer, InstanceRow row)
    {
        var history = writer.ReadHistory(row.Id);
        // What is open at a failure (code that changed, an illegal await) may have been answered to nobody since.
        var lost = Unanswered.Of(writer, row.Id, history);
        var failedTasks = history.OfType<TaskFailed>().Select(e => e.TaskScheduledId).ToHashSet();
        var failedChildren = history.OfType<SubOrchestrationInstanceFailed>().Select(e => e.TaskScheduledId).ToHashSet();
        var kept = new List<HistoryEvent>();
        foreach (var value in history.Where(value => !lost.Contains(value)))
        {
            switch (value)
            {
                case TaskFailed or SubOrchestrationInstanceFailed or ExecutionCompleted:
                    break;
                case TaskScheduled task when failedTasks.Contains(task.EventId):
                    // The code asks for it again in the first step after the rewind.
                    break;
                case SubOrchestrationInstanceCreated child when failedChildren.Contains(child.EventId):
                    if (writer.FindInstance(child.InstanceId) is { Status: OrchestrationRuntimeStatus.Failed } failed)
                    {
                        Rewind(writer, failed);
                        kept.Add(child);
                    }

                    break;
                default:
                    kept.Add(value);
                    break;
            }
        }

        Write(writer, row, kept);
    }

    private void Write(StoreWriter writer, InstanceRow row, List<HistoryEvent> kept)
    {
        writer.ClearHistory(row.Id);
        for (var i = 0; i < kept.Count; i++)
        {
            writer.AppendHistory(row.Id, i, kept[i]);
        }

        writer.UpdateInstance(row with
        {
            Status = OrchestrationRuntimeStatus.Running,
            Output = null,
            Failure = null,
            Updated = now,
            HistoryLength = kept.Count,
        });
        writer.Send(row.Id, row.ExecutionId, new ExecutionRewound(reason) { Timestamp = now });
    }
}
