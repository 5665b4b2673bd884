using Expenses.LocalHost.Durable.Store;

namespace Expenses.Simulation;

/// <summary>Activities that could be entered, and those that could go on after an await.</summary>
internal sealed class HeldActivities(int thread)
{
    private readonly List<(ActivityRow Activity, IThreadPoolWorkItem Work)> _waiting = [];
    private readonly SortedDictionary<long, OneThread> _running = [];

    public bool Any => _waiting.Count > 0 || _running.Values.Any(activity => activity.HasWork);

    /// <summary>Entered and not ended.</summary>
    public IEnumerable<OneThread> Running => _running.Values;

    public IEnumerable<Choice> Choices()
    {
        foreach (var entry in _waiting)
        {
            yield return new Choice(ChoiceKind.Run, () => "run " + Name(entry.Activity), () => Enter(entry.Activity, entry.Work));
        }

        foreach (var activity in _running.Values.Where(activity => activity.HasWork))
        {
            yield return new Choice(ChoiceKind.GoOn, "go on with " + activity.Name, activity.RunOne);
        }
    }

    public void Add(ActivityRow activity, IThreadPoolWorkItem work) => _waiting.Add((activity, work));

    /// <summary>The activity with this row has its result.</summary>
    public void Ended(long row) => _running.Remove(row);

    private static string Name(ActivityRow activity) => FormattableString.Invariant($"{activity.Name}#{activity.TaskId} of {activity.InstanceId}");

    private void Enter(ActivityRow activity, IThreadPoolWorkItem work)
    {
        _waiting.RemoveAll(entry => entry.Activity.Row == activity.Row);
        var context = new OneThread(Name(activity), thread);
        _running.Add(activity.Row, context);
        context.Run(work.Execute);
    }
}
