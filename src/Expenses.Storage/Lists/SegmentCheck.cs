namespace Expenses.Storage.Lists;

/// <summary>Holds rows that are read in order against what the index says of their segments.</summary>
/// <param name="index">The index.</param>
/// <param name="segment">The segment the first row is in.</param>
internal sealed class SegmentCheck(ListIndex index, int segment)
{
    private int _segment = segment;
    private int _rows;

    /// <summary>A key of a segment that has other rows than the index says; null for none so far.</summary>
    public string? Doubt { get; private set; }

    /// <summary>The next row.</summary>
    public void Meet(string key)
    {
        while (index.EndOf(_segment) is { } end && string.CompareOrdinal(key, end) >= 0)
        {
            Leave();
        }

        _rows++;
        if (_rows > index.Segments[_segment].Count)
        {
            Doubt ??= index.Segments[_segment].From;
        }
    }

    /// <summary>There are no more rows.</summary>
    public void End()
    {
        while (_segment < index.Segments.Count)
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (_rows != index.Segments[_segment].Count)
        {
            Doubt ??= index.Segments[_segment].From;
        }

        (_segment, _rows) = (_segment + 1, 0);
    }
}
