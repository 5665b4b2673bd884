using System.Globalization;
using Expenses.Storage.Lists;
using Xunit.Abstractions;

namespace Expenses.Storage.Tests.Lists;

/// <summary>The index against a plain sorted list of keys.</summary>
/// <param name="output">Where the seeds are printed.</param>
public sealed class ListIndexTests(ITestOutputHelper output)
{
    [Fact]
    public void AnyChanges_LeaveSegmentsThatHoldTheirRows()
    {
        for (var run = 0; run < 40; run++)
        {
            var seed = Random.Shared.Next();
            output.WriteLine($"seed {seed}");
            Change(new Random(seed), changes: 1500);
        }
    }

    [Fact]
    public void RowsAtTheFront_MakeSegmentsOfOneSize()
    {
        var index = ListIndex.Empty;
        for (var i = 10_000; i > 0; i--)
        {
            index = index.With(Key(i));
        }

        Assert.Equal((10_000, 100), (index.Total, index.Segments.Count));
        Assert.All(index.Segments, segment => Assert.Equal(ListIndex.SegmentSize, segment.Count));
        Assert.Equal((99, 0), index.Locate(9_900));
    }

    [Fact]
    public void Millions_HaveFewThousandSegments()
    {
        var keys = Enumerable.Range(0, 2_000_000).Select(Key).ToList();
        var index = ListIndex.Uncounted.Counted(0, keys);

        Assert.Equal(keys.Count, index.Total);
        Assert.InRange(index.Segments.Count, 900, 1_100);
        Assert.Equal(-1, index.FindUncounted());
    }

    [Fact]
    public void ASegmentThatGrewLater_IsCutWhenItIsCounted()
    {
        var index = ListIndex.Empty.With("a");
        var keys = new List<string> { "a" };
        for (var i = 0; i < 201; i++)
        {
            keys.Add($"b{Key(i)}");
            index = index.With(keys[^1]);
        }

        Assert.Equal(0, index.FindUncounted());
        index = index.Counted(0, keys);
        Assert.Equal((-1, 202), (index.FindUncounted(), index.Total));
        Check(index, keys);
    }

    [Fact]
    public void AnIndex_ComesBackFromItsRow()
    {
        var list = new TableList(null!, "p", "row~", "row~~", "index");
        foreach (var index in (ListIndex[])[ListIndex.Empty, ListIndex.Uncounted, ListIndex.Uncounted.Counted(0, [.. Enumerable.Range(0, 900_000).Select(Key)]).Doubting(Key(5_000))])
        {
            var read = ListIndexRow.Read(ListIndexRow.Write(list, index));
            Assert.Equal(index.Segments, read.Segments);
            Assert.Equal(index.Newest, read.Newest);
        }
    }

    private static void Change(Random random, int changes)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        var index = ListIndex.Empty;
        for (var i = 0; i < changes; i++)
        {
            var key = Key(random.Next(4) == 0 ? random.Next(100_000) : 100_000 - i);
            switch (random.Next(10))
            {
                case < 7 when keys.Add(key):
                    index = index.With(key);
                    break;
                case < 9 when keys.Count > 0:
                    key = keys.ElementAt(random.Next(keys.Count));
                    keys.Remove(key);
                    index = index.Without(key);
                    break;
                default:
                    index = index.Doubting(key);
                    break;
            }

            for (var segment = index.FindUncounted(); segment >= 0 && random.Next(4) == 0; segment = index.FindUncounted())
            {
                index = index.Counted(segment, RowsOf(index, segment, keys));
            }
        }

        for (var segment = index.FindUncounted(); segment >= 0; segment = index.FindUncounted())
        {
            index = index.Counted(segment, RowsOf(index, segment, keys));
        }

        Check(index, [.. keys]);
    }

    private static void Check(ListIndex index, List<string> keys)
    {
        Assert.Equal(keys.Count, index.Total);
        Assert.Equal("", index.Segments[0].From);
        for (var segment = 0; segment < index.Segments.Count; segment++)
        {
            Assert.Equal(RowsOf(index, segment, keys).Count, index.Segments[segment].Count);
        }

        for (var row = 0; row < keys.Count; row += 37)
        {
            var (segment, skip) = index.Locate(row);
            Assert.Equal(keys[row], RowsOf(index, segment, keys)[skip]);
        }
    }

    private static List<string> RowsOf(ListIndex index, int segment, IEnumerable<string> keys) =>
        [.. keys.Where(key => index.SegmentOf(key) == segment)];

    private static string Key(int number) => number.ToString("D9", CultureInfo.InvariantCulture) + "~id";
}
