using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.LocalHost.Replay;

/// <summary>Plays steps to one execution of the orchestrator and keeps the first decision that is another one.</summary>
internal sealed class HistoryPlayer(string instanceId, IDurableFunctions functions)
{
    private readonly OrchestrationExecution _execution = new(
        instanceId,
        new OrchestrationServices(new DurableEngineOptions { DatabasePath = string.Empty }, functions, NullLoggerFactory.Instance),
        _ => { });

    public ReplayDifference? Difference { get; private set; }

    public int Decisions { get; private set; }

    /// <summary>Plays steps as the past, the way a restart does; the engine itself compares.</summary>
    public void Replay(IReadOnlyList<ReplayedStep> steps)
    {
        _execution.Play(steps.SelectMany(step => step.All), replaying: true);
        if (_execution.Mismatch is { } mismatch)
        {
            Difference = At((mismatch.Number, mismatch.Scheduled), mismatch.Expected, $"a replay that {mismatch.Came}");
        }

        Decisions += steps.Sum(step => step.Requests.Count);
    }

    /// <summary>Plays a step as if it happened now, and compares.</summary>
    public void Take(ReplayedStep step)
    {
        if (Difference is not null)
        {
            return;
        }

        _execution.Play(step.Messages, replaying: false);
        var requests = _execution.TakeRequests();
        _execution.TakeCancelledTimers();
        var past = step.Requests;
        for (var i = 0; i < Math.Max(past.Count, requests.Count) && Difference is null; i++)
        {
            Decisions++;
            Difference = Compare(step, i < past.Count ? past[i] : null, i < requests.Count ? requests[i] : null);
        }

        Difference ??= CompareEnds(step);
    }

    private ReplayDifference? Compare(ReplayedStep step, (int Number, HistoryEvent Event)? past, OrchestratorAction? now)
    {
        if (past is not { } expected)
        {
            return At(step.Last, DecisionText.OfEnd(step.End?.Event as ExecutionCompleted), DecisionText.Of(now!));
        }

        if (now is null)
        {
            return At(expected, DecisionText.Of(expected.Event), _execution.Completion is { } end ? DecisionText.Of(end) : Nothing);
        }

        var (was, @is) = (DecisionText.Of(expected.Event), DecisionText.Of(now));
        return string.Equals(was, @is, StringComparison.OrdinalIgnoreCase) ? null : At(expected, was, @is);
    }

    private ReplayDifference? CompareEnds(ReplayedStep step)
    {
        var (was, @is) = (step.End?.Event as ExecutionCompleted, _execution.Completion);
        if (was is not null)
        {
            Decisions++;
        }

        return (was is null) == (@is is null) && (was is null || DecisionText.IsSameEnd(was, @is!))
            ? null
            : At(step.Last, DecisionText.OfEnd(was), @is is null ? Nothing : DecisionText.Of(@is));
    }

    private string Nothing => $"nothing: the orchestrator {_execution.Doing}";

    private static ReplayDifference At((int Number, HistoryEvent Event) place, string expected, string came)
        => new(place.Number, place.Event.GetType().Name, expected, came);
}
