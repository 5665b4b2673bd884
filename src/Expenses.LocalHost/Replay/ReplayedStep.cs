using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Replay;

/// <summary>One step of a history: what came in, and what the code decided. Events keep their number in the history.</summary>
internal sealed class ReplayedStep
{
    private readonly List<(int Number, HistoryEvent Event)> _all = [];

    /// <summary>The step's clock and its messages.</summary>
    public IEnumerable<HistoryEvent> Messages => _all.Select(one => one.Event).Where(value => !IsDecision(value) && value is not OrchestratorCompleted);

    /// <summary>Calls, timers and messages, in the order of their sequence ids.</summary>
    public IReadOnlyList<(int Number, HistoryEvent Event)> Requests
        => [.. _all.Where(one => IsDecision(one.Event) && one.Event is not ExecutionCompleted)];

    /// <summary>The end of the execution, when this is its last step.</summary>
    public (int Number, HistoryEvent Event)? End
        => _all.FindIndex(one => one.Event is ExecutionCompleted) is >= 0 and var index ? _all[index] : null;

    /// <summary>The last event: what stands where an added decision would stand.</summary>
    public (int Number, HistoryEvent Event) Last => End ?? _all[^1];

    public IEnumerable<HistoryEvent> All => _all.Select(one => one.Event);

    public bool IsRewind => _all.Exists(one => one.Event is ExecutionRewound);

    public static List<ReplayedStep> Of(IReadOnlyList<HistoryEvent> events)
    {
        var steps = new List<ReplayedStep>();
        for (var number = 0; number < events.Count; number++)
        {
            if (events[number] is OrchestratorStarted || steps.Count == 0)
            {
                steps.Add(new ReplayedStep());
            }

            steps[^1]._all.Add((number, events[number]));
        }

        return steps;
    }

    private static bool IsDecision(HistoryEvent value)
        => value is TaskScheduled or TimerCreated or SubOrchestrationInstanceCreated or EventSent or ExecutionCompleted;
}
