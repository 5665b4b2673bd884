using Expenses.LocalHost.Durable.History;
using Microsoft.DurableTask;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>What the caller of a failed activity catches (durable-semantics §6).</summary>
internal static class CallFailure
{
    /// <summary>The inner exception is the original engine's own, never that of the activity; the details are in both.</summary>
    public static TaskFailedException OfActivity(string name, TaskFailed failed)
    {
        var inner = new CoreTaskFailedException(
            failed.EventId, failed.TaskScheduledId, name, string.Empty, failed.Failure.ErrorMessage, cause: null)
        {
            FailureDetails = failed.Failure.ToCore(),
        };
        return new TaskFailedException(name, failed.TaskScheduledId, inner);
    }
}
