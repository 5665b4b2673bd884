using System.Globalization;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Replay;

/// <summary>
/// A decision in words, with all of it that must stay: two requests are the same when they are called the same. Versions
/// are not in it, since those of calls follow the app's; nor are inputs and results.
/// </summary>
internal static class DecisionText
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Of(OrchestratorAction now) => Of(now.ToEvent(default));

    public static string Of(HistoryEvent request) => $"{What(request)} with sequence ID {request.EventId}";

    public static string Of(Completion completion)
        => EndedAs(completion.Next is null ? completion.Status : EndedGeneration.Status, completion.Failure);

    public static string OfEnd(ExecutionCompleted? end)
        => end is null ? "nothing more in this step" : EndedAs(end.Status, end.Failure);

    /// <summary>Status and type of failure are compared; its message may change.</summary>
    public static bool IsSameEnd(ExecutionCompleted was, Completion now)
        => was.Status == (now.Next is null ? now.Status : EndedGeneration.Status)
            && string.Equals(was.Failure?.ErrorType, now.Failure?.ErrorType, StringComparison.Ordinal);

    private static string EndedAs(OrchestrationRuntimeStatus status, Failure? failure) => status == EndedGeneration.Status
        ? "the end of the generation, which continues as new"
        : $"the end of the orchestration as {status}{(failure is null ? string.Empty : $" ({failure})")}";

    private static string What(HistoryEvent request) => request switch
    {
        TaskScheduled task => $"an activity named '{task.Name}'",
        TimerCreated timer => $"a timer due at {timer.FireAt.ToString(Time, CultureInfo.InvariantCulture)}",
        SubOrchestrationInstanceCreated child => $"a sub-orchestration named '{child.Name}' with the id '{child.InstanceId}'",
        EventSent sent => $"a message named '{sent.Name}' to '{sent.InstanceId}'",
        _ => throw new ArgumentException($"{request.GetType()} is no request.", nameof(request)),
    };
}
