using System.Collections.Concurrent;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Every write any fake saw, so that a test can say: nothing was stored.</summary>
internal sealed class StoreLog
{
    private readonly ConcurrentQueue<string> _writes = new();

    public IReadOnlyList<string> Writes => [.. _writes];

    /// <summary>What every write fails with; null while storage is there.</summary>
    public Exception? Outage { get; set; }

    public void Note(string write)
    {
        if (Outage is { } outage)
        {
            throw outage;
        }

        _writes.Enqueue(write);
    }
}
