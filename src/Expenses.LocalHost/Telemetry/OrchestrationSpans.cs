using System.Diagnostics;
using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Telemetry;

/// <summary>
/// What an orchestration waited for, and the orchestration itself: emitted when they end, with the time they began. A step
/// that is taken again after a crash emits its spans again, with the same ids.
/// </summary>
internal static class OrchestrationSpans
{
    /// <summary>A generation of an orchestration has ended.</summary>
    public static void Ended(ExecutionStarted start, string instanceId, string status, Failure? failure, DateTime end)
    {
        var name = DurableTrace.Name("orchestration", start.Name, start.Version);
        using var span = Begin(name, ActivityKind.Server, start.TraceParent, SpanIds.OfExecution, start, start.Timestamp);
        DurableTrace.Tag(span, "orchestration", start.Name, start.Version, instanceId)?.SetTag("durabletask.task.status", status);
        End(span, failure?.ErrorMessage, end);
    }

    /// <summary>An activity or a sub-orchestration has answered its caller.</summary>
    public static void Answered(
        ExecutionStarted start, string instanceId, string type, string name, int taskId, string? error, DateTime begin, DateTime end)
    {
        var parent = DurableTrace.ParentOf(start);
        using var span = Begin(
            DurableTrace.Name(type, name), ActivityKind.Client, parent, id => SpanIds.OfCall(id, taskId), start, begin);
        DurableTrace.Tag(span, type, name, string.Empty, instanceId)?.SetTag("durabletask.task.task_id", taskId);
        End(span, error, end);
    }

    /// <summary>A timer has fired.</summary>
    public static void Fired(ExecutionStarted start, string instanceId, TimerFired fired, DateTime begin, DateTime end)
    {
        var name = $"orchestration:{start.Name}:timer";
        using var span = DurableTrace.Child(name, ActivityKind.Internal, DurableTrace.ParentOf(start), new DateTimeOffset(begin));
        DurableTrace.Tag(span, "timer", start.Name, string.Empty, instanceId)
            ?.SetTag("durabletask.fire_at", fired.FireAt.ToString("o"))
            .SetTag("durabletask.task.task_id", fired.TimerId);
        End(span, null, end);
    }

    private static Activity? Begin(
        string name, ActivityKind kind, string? parent, Func<string, ActivitySpanId> id, ExecutionStarted start, DateTime begin)
    {
        var span = DurableTrace.Child(name, kind, parent, new DateTimeOffset(begin));
        if (span is not null)
        {
            SpanIds.Set(span, id(start.ExecutionId));
        }

        return span;
    }

    private static void End(Activity? span, string? error, DateTime end)
    {
        if (error is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, error);
        }

        span?.SetEndTime(end);
    }
}
