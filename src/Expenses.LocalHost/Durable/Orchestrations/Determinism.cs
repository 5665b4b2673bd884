using System.Diagnostics.CodeAnalysis;
using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>The code of an orchestrator no longer asks for what its history says it asked for (durable-semantics §1).</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Leaves the engine as failure details only.")]
internal sealed class NonDeterministicOrchestrationException(int number, HistoryEvent scheduled, string expected, string came) : Exception(
    "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled "
    + $"{expected} with sequence ID {scheduled.EventId} (history event {number}, {scheduled.GetType().Name}), but the current replay {came}. "
    + "Was the orchestrator's code changed after this instance had started?")
{
    /// <summary>The event's place in the history, from 0.</summary>
    public int Number => number;

    public HistoryEvent Scheduled => scheduled;

    /// <summary>What the history says, in words.</summary>
    public string Expected => $"{expected} with sequence ID {scheduled.EventId}";

    /// <summary>What the code does instead, as the end of a sentence about the replay.</summary>
    public string Came => came;
}

/// <summary>Kind and name are compared, inputs are not (durable-semantics §1).</summary>
internal static class Determinism
{
    /// <summary>The type name the real engine reports.</summary>
    public const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    /// <summary>Compares the past with what the code has asked for under the same sequence id, if anything.</summary>
    /// <param name="number">The event's place in the history, from 0.</param>
    /// <param name="scheduled">The event.</param>
    /// <param name="action">What the code has asked for.</param>
    /// <param name="instead">What the code does when it has asked for nothing, as the end of a sentence.</param>
    public static void Check(int number, HistoryEvent scheduled, OrchestratorAction? action, Func<string> instead)
    {
        if (action is not null && Matches(scheduled, action))
        {
            return;
        }

        var came = action is null ? $"has not (yet?) scheduled it: it {instead()}" : $"scheduled {action.Describe()} in its place";
        throw new NonDeterministicOrchestrationException(number, scheduled, Describe(scheduled), came);
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
