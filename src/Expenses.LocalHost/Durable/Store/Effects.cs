using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>What the rest of the engine is told once a commit is on disk, in the order of the writes.</summary>
internal abstract record Effect;

internal sealed record Delivered(Delivery Delivery) : Effect;

internal sealed record ActivityScheduled(ActivityRow Activity) : Effect;

internal sealed record TimerArmed(TimerRow Timer) : Effect;

internal sealed record TimerGone(long Row) : Effect;

/// <summary>The instance was removed or replaced: what memory holds of it is void.</summary>
internal sealed record InstanceReset(string InstanceId) : Effect;

internal sealed record StatusChanged(string InstanceId, OrchestrationRuntimeStatus Status) : Effect;

internal interface IEffectSink
{
    /// <summary>Called on the writer's thread, so that order is the order of the commits; must be quick and must not throw.</summary>
    void OnCommitted(IReadOnlyList<Effect> effects);
}
