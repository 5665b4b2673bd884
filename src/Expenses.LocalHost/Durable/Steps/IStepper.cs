using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>What a step starts from. A session of null has to be rebuilt from the store.</summary>
internal sealed record StepInput(string InstanceId, object? Session, IReadOnlyList<Delivery> Deliveries);

/// <summary>What a step ends with; nothing of it counts before the commit is on disk.</summary>
internal sealed record StepResult(StepCommit? Commit, object? Session, IReadOnlyList<Delivery> Deferred)
{
    /// <summary>Why messages are deferred; null when none is.</summary>
    public Blockade? Blockade { get; init; }
}

/// <summary>The writes of one step.</summary>
internal abstract class StepCommit : ICommit
{
    /// <summary>
    /// True when the instance was replaced while the step ran, so only its messages were taken away; or when it was rewound,
    /// and nothing was.
    /// </summary>
    public bool IsVoid { get; protected set; }

    public abstract void Apply(StoreWriter writer);
}

internal interface IStepper
{
    ValueTask<StepResult> StepAsync(StepInput input);

    /// <summary>The instance can't go on: what is stored of it is not what was written.</summary>
    void OnDamaged(string instanceId, Exception error);
}
