using System.Globalization;

namespace Expenses.LocalHost.Replay;

/// <summary>How today's code of an orchestrator compares with a stored history.</summary>
/// <param name="Orchestrator">The orchestrator's name.</param>
/// <param name="InstanceId">The instance the history is of.</param>
/// <param name="Events">How many events were played.</param>
/// <param name="Decisions">How many calls, timers, messages and ends were compared up to the difference.</param>
/// <param name="Difference">The first decision that is another one today; null when all are the same.</param>
public sealed record ReplayReport(string Orchestrator, string InstanceId, int Events, int Decisions, ReplayDifference? Difference)
{
    /// <summary>Whether today's code would go on with this instance.</summary>
    public bool Matches => Difference is null;

    /// <summary>In one line.</summary>
    /// <returns>What was compared, or the difference.</returns>
    public override string ToString() => Difference is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Orchestrator} {InstanceId}: {Decisions} decisions in {Events} events are as they were.")
        : $"{Orchestrator} {InstanceId}: {Difference}";
}

/// <summary>The first decision that is not what the history says.</summary>
/// <param name="Event">The number of the history's event, from 0 as <c>instances history</c> counts.</param>
/// <param name="Kind">The kind of that event.</param>
/// <param name="Expected">What the code decided when the history was written.</param>
/// <param name="Came">What today's code decides in its place.</param>
public sealed record ReplayDifference(int Event, string Kind, string Expected, string Came)
{
    /// <summary>In one line.</summary>
    /// <returns>Event, expected, came.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"event {Event} ({Kind}): expected {Expected}; came {Came}.");
}
