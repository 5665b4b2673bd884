namespace Expenses.Storage.Lists;

/// <summary>
/// How many rows a list has, segment by segment, so that the rows of any page are found without reading those before it.
/// Segments cover every key there can be, so a row belongs to one of them whenever it was written.
/// </summary>
internal sealed class ListIndex
{
    /// <summary>How long a segment gets in lists up to a hundred thousand; in longer ones a thousandth of the list.</summary>
    public const int SegmentSize = 100;

    private const int MostSegments = 1000;

    /// <summary>An index read from its row.</summary>
    /// <param name="segments">In order; the first begins at the empty key.</param>
    /// <param name="newest">No row of the first segment is before this key.</param>
    public ListIndex(IReadOnlyList<ListSegment> segments, string newest) => (Segments, Newest) = (segments, newest);

    /// <summary>A list without rows.</summary>
    public static ListIndex Empty { get; } = new([new ListSegment("", 0)], "");

    /// <summary>A list nobody has counted.</summary>
    public static ListIndex Uncounted { get; } = new([new ListSegment("", null)], "");

    public IReadOnlyList<ListSegment> Segments { get; }

    public string Newest { get; }

    /// <summary>How many rows there are in the segments that were counted.</summary>
    public int Total => Segments.Sum(segment => segment.Count ?? 0);

    private int LongestSegment => Math.Max(SegmentSize, Total / MostSegments);

    /// <summary>The first segment that has to be counted, or cut because rows were put into it later; -1 for none.</summary>
    public int FindUncounted()
    {
        var longest = 2 * LongestSegment;
        for (var i = 0; i < Segments.Count; i++)
        {
            if (Segments[i].Count is not { } count || count > longest)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where the next segment begins; null behind the last.</summary>
    public string? EndOf(int segment) => segment + 1 < Segments.Count ? Segments[segment + 1].From : null;

    /// <summary>The segment a row of the list is in, counted from 0, and how many rows of it come before.</summary>
    public (int Segment, int Skip) Locate(int row)
    {
        var i = 0;
        while (i + 1 < Segments.Count && row >= Segments[i].Count!.Value)
        {
            row -= Segments[i++].Count!.Value;
        }

        return (i, row);
    }

    /// <summary>With a row more.</summary>
    public ListIndex With(string key)
    {
        var i = SegmentOf(key);
        if (i == 0 && Segments[0].Count >= LongestSegment && string.CompareOrdinal(key, Newest) < 0)
        {
            var second = new ListSegment(KeyBetween(key, Newest), Segments[0].Count);
            return new ListIndex([new ListSegment("", 1), second, .. Segments.Skip(1)], key);
        }

        var isNewest = i == 0 && (Segments[0].Count == 0 || string.CompareOrdinal(key, Newest) < 0);
        return new ListIndex(Replaced(i, Segments[i].Count + 1), isNewest ? key : Newest);
    }

    /// <summary>With a row less.</summary>
    public ListIndex Without(string key)
    {
        var i = SegmentOf(key);
        var left = Segments[i].Count - 1;
        if (i == 0 || left + Segments[i - 1].Count is not { } together || together > SegmentSize)
        {
            return new ListIndex(Replaced(i, left is { } count ? Math.Max(0, count) : null), Newest);
        }

        return new ListIndex([.. Segments.Take(i - 1), Segments[i - 1] with { Count = together }, .. Segments.Skip(i + 1)], Newest);
    }

    /// <summary>With the segment of a key to be counted again.</summary>
    public ListIndex Doubting(string key)
    {
        var i = SegmentOf(key);
        return new ListIndex(Replaced(i, count: null), Newest);
    }

    /// <summary>With a segment as its rows are.</summary>
    /// <param name="segment">Which.</param>
    /// <param name="keys">The keys of its rows, in order, behind the list's prefix.</param>
    public ListIndex Counted(int segment, IReadOnlyList<string> keys)
    {
        var parts = new List<ListSegment>();
        var size = Math.Max(SegmentSize, (Total + keys.Count) / MostSegments);
        for (var first = 0; first == 0 || first < keys.Count; first += size)
        {
            var from = first == 0 ? Segments[segment].From : KeyBetween(keys[first - 1], keys[first]);
            parts.Add(new ListSegment(from, Math.Min(size, keys.Count - first)));
        }

        var newest = segment > 0 ? Newest : keys.Count > 0 ? keys[0] : "";
        return new ListIndex([.. Segments.Take(segment), .. parts, .. Segments.Skip(segment + 1)], newest);
    }

    /// <summary>The segment a key belongs to.</summary>
    public int SegmentOf(string key)
    {
        var i = Segments.Count - 1;
        while (i > 0 && string.CompareOrdinal(Segments[i].From, key) > 0)
        {
            i--;
        }

        return i;
    }

    // The shortest beginning of the later key that is behind the earlier one: indexes stay small.
    private static string KeyBetween(string earlier, string later)
    {
        var same = 0;
        while (same < earlier.Length && same < later.Length && earlier[same] == later[same])
        {
            same++;
        }

        return later[..Math.Min(later.Length, same + 1)];
    }

    private IReadOnlyList<ListSegment> Replaced(int segment, int? count) =>
        [.. Segments.Select((one, i) => i == segment ? one with { Count = count } : one)];
}
