using Expenses.Core.Connectors;

namespace Expenses.Core.Syncs;

/// <summary>
/// When a sync that starts now is to end: the later of what the platform's quota allows and what its pace allows
/// (performance section 5). It knows nothing of other syncs that use the same quota, nor of a platform that finishes later.
/// </summary>
public static class FinishEstimate
{
    private const int WidestPush = 4;

    /// <summary>The time that is left.</summary>
    /// <param name="chunks">How many transactions each chunk of the sync has.</param>
    /// <param name="platform">The platform's batches, quota and concurrency.</param>
    /// <param name="pace">How long it takes for a request.</param>
    /// <returns>The time from the start to the end.</returns>
    public static TimeSpan Of(IReadOnlyList<int> chunks, PlatformCapabilities platform, TimeSpan pace)
    {
        var requests = chunks.Sum(count => Ceiling(count, platform.BatchSize));
        if (requests == 0)
        {
            return TimeSpan.Zero;
        }

        // The first window's permits are there at once; every further one opens a window later. Half of what the platform
        // takes at a time is for pushing, a chunk's requests follow one another.
        var byQuota = platform.QuotaWindow * ((requests - 1) / platform.RequestsPerWindow);
        var width = Math.Min(chunks.Count, Math.Clamp(platform.ConcurrentRequests / 2, 1, WidestPush));
        var byPace = pace * Math.Max(Ceiling(requests, width), Ceiling(chunks.Max(), platform.BatchSize));
        return byQuota > byPace ? byQuota : byPace;
    }

    private static int Ceiling(int count, int size) => (count + size - 1) / size;
}
