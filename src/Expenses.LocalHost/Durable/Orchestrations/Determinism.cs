using System.Diagnostics.CodeAnalysis;
using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>The code of an orchestrator no longer asks for what its history says it asked for (durable-semantics §1).</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Leaves the engine as failure details only.")]
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);

/// <summary>Kind and name are compared, inputs are not (durable-semantics §1).</summary>
internal static class Determinism
{
    /// <summary>The type name the real engine reports.</summary>
    public const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    public static void Check(HistoryEvent scheduled, OrchestratorAction? action)
    {
        if (action is not null && Matches(scheduled, action))
        {
            return;
        }

        var replay = action is null
            ? "the current replay has not (yet?) scheduled it"
            : $"the current replay scheduled {action.Describe()} in its place";
        throw new NonDeterministicOrchestrationException(
            "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled "
            + $"{Describe(scheduled)} with sequence ID {scheduled.EventId}, but {replay}. "
            + "Was the orchestrator's code changed after this instance had started?");
    }

    private static bool Matches(HistoryEvent scheduled, OrchestratorAction action) => (scheduled, action) switch
    {
        (TaskScheduled past, TaskAction now) => Same(past.Name, now.Name),
        (SubOrchestrationInstanceCreated past, SubOrchestrationAction now) => Same(past.Name, now.Name),
        (EventSent past, SendAction now) => Same(past.Name, now.Name),
        (TimerCreated, TimerAction) => true,
        _ => false,
    };

    private static string Describe(HistoryEvent scheduled) => scheduled switch
    {
        TaskScheduled past => $"an activity task named '{past.Name}'",
        SubOrchestrationInstanceCreated past => $"a sub-orchestration named '{past.Name}'",
        EventSent past => $"an event named '{past.Name}'",
        _ => "a timer",
    };

    private static bool Same(string past, string now) => string.Equals(past, now, StringComparison.OrdinalIgnoreCase);
}
