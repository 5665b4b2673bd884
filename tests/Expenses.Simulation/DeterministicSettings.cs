namespace Expenses.Simulation;

/// <summary>Bounds of a simulated engine; the defaults hold nothing back.</summary>
internal sealed record DeterministicSettings
{
    /// <summary>Of the ids that the engine makes.</summary>
    public int Seed { get; init; }

    /// <summary>How many instances stay in memory between their steps; 0 replays every step.</summary>
    public int MaxCachedInstances { get; init; } = 1000;

    /// <summary>
    /// How many messages of an instance memory holds. With fewer than it ever gets, messages reach their instance in the order
    /// they were written, since that is how the rest is read from the store.
    /// </summary>
    public int MaxMessagesInMemory { get; init; } = int.MaxValue;

    /// <summary>How many activities can be under way at the same time.</summary>
    public int MaxConcurrentActivities { get; init; } = 64;

    /// <summary>A run that has not ended after so many choices has no end.</summary>
    public int MaxChoices { get; init; } = 100_000;
}
