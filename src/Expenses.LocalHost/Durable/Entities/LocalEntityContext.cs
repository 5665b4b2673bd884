using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>What an entity may send; it leaves with the commit of the operation.</summary>
internal sealed class LocalEntityContext(EntityInstanceId id, DurableEngineOptions engine, string? traceParent, DateTime now)
    : TaskEntityContext
{
    private readonly List<Action<StoreWriter>> _outgoing = [];

    public override EntityInstanceId Id => id;

    public IReadOnlyList<Action<StoreWriter>> Outgoing => _outgoing;

    public override void SignalEntity(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        var signal = new EntityOperation(engine.NewId().ToString(), operationName, engine.Converter.Serialize(input))
        {
            IsSignal = true,
            CallerId = Id.ToString(),
            TraceParent = traceParent,
        };
        var target = id.ToString();
        if (options?.SignalTime is { } later)
        {
            _outgoing.Add(writer => writer.SendLater(target, null, timerId: null, later.UtcDateTime, signal));
        }
        else
        {
            _outgoing.Add(writer => writer.Send(target, null, signal));
        }
    }

    public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var instanceId = options?.InstanceId ?? engine.NewId().ToString("N");
        var started = new ExecutionStarted
        {
            Timestamp = now,
            Name = name.Name,
            Version = engine.Versions.OfStart(options?.Version),
            Input = engine.Converter.Serialize(input),
            ExecutionId = engine.NewId().ToString("N"),
            Tags = options?.Tags,
            ScheduledStart = options?.StartAt?.UtcDateTime,
        };
        using var span = traceParent is null ? null : DurableTrace.Create(started.Name, started.Version, instanceId, started.ExecutionId);
        started = span is null ? started : started with { TraceParent = span.Id };
        // One that runs already stays as it is: an entity has no way to be told.
        _outgoing.Add(writer => new InstanceStart(instanceId, started).TryApply(writer, now, InstanceStart.WhenEnded));
        return instanceId;
    }
}
