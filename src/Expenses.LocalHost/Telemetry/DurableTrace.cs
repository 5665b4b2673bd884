using System.Diagnostics;
using System.Globalization;
using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Telemetry;

/// <summary>
/// Spans of the durable engine under the source, names, kinds and tags that the original engine uses
/// (DurableTask.Core, TraceHelper). An instance is traced when somebody listened as it was started; else nothing is made.
/// </summary>
internal static class DurableTrace
{
    public const string SourceName = "DurableTask.Core";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>False while nobody listens: then no span and no parent is worked out at all.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>A client starts an instance; the trace parent of the event is to be the id of the span.</summary>
    public static Activity? Create(string name, string version, string instanceId, string executionId)
    {
        var span = Source.StartActivity(Name("create_orchestration", name, version), ActivityKind.Producer);
        return Tag(span, "orchestration", name, version, instanceId)?.SetTag("durabletask.task.execution_id", executionId);
    }

    /// <summary>A client raises an event for an instance.</summary>
    public static Activity? RaiseEvent(string eventName, string targetId) => Source
        .StartActivity(Name("orchestration_event", eventName), ActivityKind.Producer)
        ?.SetTag("durabletask.type", "event")
        .SetTag("durabletask.task.name", eventName)
        .SetTag("durabletask.event.target_instance_id", targetId);

    /// <summary>An orchestration sends an event to another.</summary>
    public static void SendEvent(ExecutionStarted sender, string instanceId, string eventName, string targetId)
    {
        using var span = Child(Name("orchestration_event", eventName), ActivityKind.Producer, ParentOf(sender));
        Tag(span, "event", eventName, string.Empty, instanceId)?.SetTag("durabletask.event.target_instance_id", targetId);
    }

    /// <summary>An activity runs; the parent is <see cref="ParentOf(ExecutionStarted, int)"/> of its call.</summary>
    public static Activity? RunActivity(string? parent, string name, string version, string instanceId, int taskId)
        => Tag(Child(Name("activity", name, version), ActivityKind.Server, parent), "activity", name, version, instanceId)
            ?.SetTag("durabletask.task.task_id", taskId);

    /// <summary>An operation of an entity runs.</summary>
    public static Activity? RunEntity(string? parent, string entityName, string operation, bool isSignal, string instanceId)
        => Entity(Child($"entity:{entityName}:{operation}", isSignal ? ActivityKind.Consumer : ActivityKind.Server, parent), isSignal)
            ?.SetTag("durabletask.task.instance_id", instanceId);

    /// <summary>A client signals an entity.</summary>
    public static Activity? SignalEntity(string entityName, string operation, string targetId)
        => Entity(Source.StartActivity($"entity:{entityName}:{operation}", ActivityKind.Producer), isSignal: true)
            ?.SetTag("durabletask.event.target_instance_id", targetId);

    /// <summary>The trace parent of what an execution does by itself; null when it is not traced.</summary>
    public static string? ParentOf(ExecutionStarted? start) => ParentOf(start, -1);

    /// <summary>The trace parent of what one of its calls sets off; null when it is not traced.</summary>
    public static string? ParentOf(ExecutionStarted? start, int taskId)
        => IsOn && start?.TraceParent is { } origin && ActivityContext.TryParse(origin, null, out var context)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"00-{context.TraceId}-{SpanIds.OfCall(start.ExecutionId, taskId)}-{(byte)context.TraceFlags:x2}")
            : null;

    internal static Activity? Child(string name, ActivityKind kind, string? parent, DateTimeOffset startTime = default)
        => parent is not null && ActivityContext.TryParse(parent, null, out var context)
            ? Source.StartActivity(name, kind, context, startTime: startTime)
            : null;

    internal static string Name(string kind, string name, string version = "") => version.Length == 0 ? $"{kind}:{name}" : $"{kind}:{name}@({version})";

    internal static Activity? Tag(Activity? span, string type, string name, string version, string instanceId)
    {
        span?.SetTag("durabletask.type", type).SetTag("durabletask.task.name", name).SetTag("durabletask.task.instance_id", instanceId);
        return version.Length == 0 ? span : span?.SetTag("durabletask.task.version", version);
    }

    private static Activity? Entity(Activity? span, bool isSignal) => span
        ?.SetTag("durabletask.type", "entity")
        .SetTag("durabletask.task.operation", isSignal ? "signal" : "call");
}
