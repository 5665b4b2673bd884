using System.Collections.Concurrent;

namespace Expenses.Core.Syncs;

/// <summary>How long a platform takes for a push request, as this process has seen it: a moving average, newer requests weighing more.</summary>
public sealed class PushPace
{
    /// <summary>What is assumed of a platform that was not called yet.</summary>
    public static readonly TimeSpan Assumed = TimeSpan.FromSeconds(1);

    private const double WeightOfNew = 0.2;

    private readonly ConcurrentDictionary<string, double> _seconds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pace of a platform.</summary>
    /// <param name="platform">The platform's key.</param>
    /// <returns>The time for one request.</returns>
    public TimeSpan Of(string platform) => _seconds.TryGetValue(platform, out var seconds) ? TimeSpan.FromSeconds(seconds) : Assumed;

    /// <summary>Takes a request into the average.</summary>
    /// <param name="platform">The platform's key.</param>
    /// <param name="took">How long it took.</param>
    public void Record(string platform, TimeSpan took) => _seconds.AddOrUpdate(
        platform, took.TotalSeconds, (_, before) => before + (WeightOfNew * (took.TotalSeconds - before)));
}
