using Expenses.LocalHost.Durable.History;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>The whole history of a generation that has continued as new. The store keeps only that of the last one.</summary>
internal sealed record EndedGeneration(string InstanceId, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>Obsolete in the client's enumeration, and the platform's own mark of a generation that has ended.</summary>
    public const OrchestrationRuntimeStatus Status = (OrchestrationRuntimeStatus)2;

    /// <summary>Puts the end, which is not stored, in front of the event that closes the last step.</summary>
    public static EndedGeneration Of(string instanceId, IEnumerable<HistoryEvent> past, IReadOnlyList<HistoryEvent> step, Completion completion)
        => new(instanceId,
        [
            .. past,
            .. step.SkipLast(1),
            new ExecutionCompleted(Status, completion.Next!.Input, Failure: null) { EventId = completion.EventId, Timestamp = step[^1].Timestamp },
            step[^1],
        ]);
}
