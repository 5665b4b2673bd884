using System.Globalization;
using System.Text;
using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.Simulation;

/// <summary>What was chosen and what reached the disk, as text; nothing in it comes from anywhere but the seed and the code under test.</summary>
internal sealed class Trace
{
    private readonly StringBuilder _text = new();
    private int _number;

    public void Choose(Choice choice) => Line($"{++_number} {choice.Text}");

    public void Note(string text) => Line($"  {text}");

    public void Passed(DateTimeOffset now) => Line(string.Create(CultureInfo.InvariantCulture, $"  now {now:o}"));

    public void Committed(IReadOnlyList<ICommit> group, IReadOnlyList<Effect> effects)
    {
        foreach (var commit in group)
        {
            Line("  = " + Describe(commit));
        }

        foreach (var effect in effects)
        {
            Line("  + " + Describe(effect));
        }
    }

    public override string ToString() => _text.ToString();

    public static string Describe(Delivery delivery)
        => string.Create(CultureInfo.InvariantCulture, $"{delivery.Source} {delivery.Row} {Name(delivery.Body)} to {delivery.InstanceId}");

    private static string Describe(ICommit commit) => commit switch
    {
        OrchestrationCommit step => $"{step.InstanceId}{(step.IsVoid ? " void" : string.Empty)}: {string.Join(' ', step.History.Select(Name))}",
        EntityCommit { Row: { } row } => $"{row.Id} = {row.State ?? "nothing"}, locked by {row.LockedBy ?? "nobody"}",
        _ => commit.GetType().Name,
    };

    private static string Describe(Effect effect) => effect switch
    {
        Delivered delivered => Describe(delivered.Delivery),
        ActivityScheduled { Activity: var activity } => string.Create(
            CultureInfo.InvariantCulture, $"activity {activity.Row} {activity.Name}#{activity.TaskId} {activity.Input} of {activity.InstanceId}"),
        TimerArmed { Timer: var timer } => string.Create(
            CultureInfo.InvariantCulture, $"timer {timer.Row} for {timer.Due:o} {Name(timer.Body)} of {timer.InstanceId}"),
        TimerGone gone => string.Create(CultureInfo.InvariantCulture, $"timer {gone.Row} gone"),
        InstanceReset reset => $"{reset.InstanceId} removed",
        StatusChanged changed => $"{changed.InstanceId} {changed.Status}",
        _ => effect.ToString(),
    };

    private static string Name(object body) => body switch
    {
        TaskCompleted done => $"TaskCompleted>{Number(done.TaskScheduledId)}={done.Result}",
        TaskFailed failed => $"TaskFailed>{Number(failed.TaskScheduledId)}={failed.Failure}",
        SubOrchestrationInstanceCompleted done => $"SubOrchestrationInstanceCompleted>{Number(done.TaskScheduledId)}={done.Result}",
        SubOrchestrationInstanceFailed failed => $"SubOrchestrationInstanceFailed>{Number(failed.TaskScheduledId)}={failed.Failure}",
        TimerFired fired => $"TimerFired>{Number(fired.TimerId)}",
        EventRaised raised => $"EventRaised:{raised.Name}={(raised.FromEntity ? "answer" : raised.Input)}",
        EntityOperation operation => $"{operation.Operation}({operation.Input})",
        HistoryEvent { EventId: >= 0 } value => $"{value.GetType().Name}#{Number(value.EventId)}",
        _ => body.GetType().Name,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private void Line(string text) => _text.Append(text).Append('\n');
}
