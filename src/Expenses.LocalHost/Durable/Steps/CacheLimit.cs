namespace Expenses.LocalHost.Durable.Steps;

/// <summary>
/// How many idle instances may keep their replay state: the configured number, half of it again and again while memory is
/// scarce, and back up when it no longer is.
/// </summary>
internal sealed class CacheLimit
{
    private readonly int _maximum;
    private readonly Func<bool> _isMemoryScarce;
    private int _seenCollections = -1;
    private int _current;

    public CacheLimit(int maximum, Func<bool> isMemoryScarce)
    {
        _maximum = maximum;
        _current = maximum;
        _isMemoryScarce = isMemoryScarce;
    }

    /// <summary>Looks at the memory once per garbage collection; the figures do not change in between.</summary>
    public int Next()
    {
        var collections = GC.CollectionCount(0);
        if (collections != _seenCollections)
        {
            _seenCollections = collections;
            _current = _isMemoryScarce() ? _current / 2 : Math.Min(_maximum, Math.Max(1, _current) * 2);
        }

        return _current;
    }

    /// <summary>The load at which the runtime itself begins to collect harder: 90 % of the machine's or the container's memory.</summary>
    public static bool IsMemoryScarce()
    {
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
    }
}
