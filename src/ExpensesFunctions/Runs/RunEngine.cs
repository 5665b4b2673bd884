using Expenses.Core.Syncs;

namespace ExpensesFunctions.Runs;

/// <summary>
/// The sync service that expense runs go through: the built-in engine, or a remote account (setting `SyncEngine:Mode`).
/// The contract that this service itself serves is the built-in engine's in either case.
/// </summary>
/// <param name="Service">The service.</param>
/// <param name="CheckEvery">How often a waiting run looks whether its sync has ended, should the event get lost.</param>
/// <param name="Quota">The remote account's request quota; null for the built-in engine, where each platform has its own.</param>
public sealed record RunEngine(IExpenseSyncService Service, TimeSpan CheckEvery, RunQuota? Quota = null)
{
    /// <summary>How often a run looks when nothing else is set.</summary>
    public static readonly TimeSpan DefaultCheckEvery = TimeSpan.FromMinutes(1);

    /// <summary>Whether the syncs of runs are in another service.</summary>
    public bool IsRemote => Quota is not null;
}

/// <summary>A request quota that all runs share.</summary>
/// <param name="Name">Names it among the quotas of connections.</param>
/// <param name="RequestsPerMinute">How many requests a minute.</param>
/// <param name="ConcurrentRequests">How many at a time.</param>
public sealed record RunQuota(string Name, int RequestsPerMinute, int ConcurrentRequests);
