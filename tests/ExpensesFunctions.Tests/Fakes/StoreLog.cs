using System.Collections.Concurrent;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Every write any fake saw, so that a test can say: nothing was stored.</summary>
internal sealed class StoreLog
{
    private readonly ConcurrentQueue<string> _writes = new();

    public IReadOnlyList<string> Writes => [.. _writes];

    public void Note(string write) => _writes.Enqueue(write);
}
