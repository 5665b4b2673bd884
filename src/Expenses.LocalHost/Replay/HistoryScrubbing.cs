using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Replay;

/// <summary>Takes out of an event what belongs to the machine it was recorded on and means nothing to a replay.</summary>
internal static class HistoryScrubbing
{
    public static HistoryEvent Clean(HistoryEvent value) => value switch
    {
        ExecutionStarted started => started with { TraceParent = null },
        TaskFailed failed => failed with { Failure = Clean(failed.Failure)! },
        SubOrchestrationInstanceFailed failed => failed with { Failure = Clean(failed.Failure) },
        ExecutionCompleted completed => completed with { Failure = Clean(completed.Failure) },
        EventRaised { FromEntity: true, Input: { } text } answer
            => HistoryJson.ReadResponse(text) is { Failure: { } failure } response
                ? answer with { Input = HistoryJson.Write(response with { Failure = Clean(failure) }) }
                : answer,
        _ => value,
    };

    private static Failure? Clean(Failure? failure)
        => failure is null ? null : failure with { StackTrace = null, Inner = Clean(failure.Inner) };
}
