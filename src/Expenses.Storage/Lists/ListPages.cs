using Azure;
using Azure.Data.Tables;
using Expenses.Core.Lists;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Lists;

/// <summary>
/// Reads pages of lists by their indexes: the index, then the page's rows and at most a segment before them. Where an index
/// is missing, has segments nobody counted or says something else than the rows, the rows are counted and the index mended.
/// </summary>
internal static class ListPages
{
    private const int LongestAnswer = 1000;
    private const int Attempts = 5;
    private static readonly string[] KeyOnly = ["RowKey"];

    /// <summary>A page's rows, and how many the list has.</summary>
    /// <param name="list">The list.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<Slice<TableEntity>> PageAsync(this TableList list, int first, int count, CancellationToken cancellationToken) =>
        await PageAsync(list, await ListIndexes.FindAsync(list, cancellationToken), first, count, cancellationToken);

    /// <summary>The same for lists whose writers keep no index: one is made when the list is longer than a segment.</summary>
    /// <param name="list">The list; whoever writes to it has to call <see cref="ListIndexes.DoubtAsync"/> after it.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<Slice<TableEntity>> PageWithoutWriterAsync(this TableList list, int first, int count, CancellationToken cancellationToken)
    {
        var stored = await ListIndexes.FindAsync(list, cancellationToken);
        if (stored is not null)
        {
            return await PageAsync(list, stored, first, count, cancellationToken);
        }

        var rows = new List<TableEntity>();
        await foreach (var row in RowsAsync(list, from: "", end: null, ListIndex.SegmentSize + 1, select: null, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count > ListIndex.SegmentSize)
            {
                return await PageAsync(list, stored, first, count, cancellationToken);
            }
        }

        return new Slice<TableEntity>([.. rows.Skip(first).Take(count)], rows.Count);
    }

    private static async Task<Slice<TableEntity>> PageAsync(
        TableList list, (ListIndex Index, ETag ETag)? stored, int first, int count, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (index, version) = await CountedAsync(list, stored, cancellationToken);
            var (rows, doubt) = await ReadAsync(list, index, first, count, cancellationToken);
            if (doubt is null || attempt == Attempts)
            {
                return new Slice<TableEntity>(rows, Math.Max(index.Total, rows.Count == 0 ? 0 : first + rows.Count));
            }

            // Somebody wrote between the two reads, or past the index. The second is mended, the first just read again.
            stored = await ListIndexes.FindAsync(list, cancellationToken);
            if (version is { } read && stored?.ETag == read)
            {
                await ListIndexes.TrySaveAsync(list, index.Doubting(doubt), read, cancellationToken);
                stored = await ListIndexes.FindAsync(list, cancellationToken);
            }
        }
    }

    // An index without a version was counted while the list kept changing; it is right for this moment only.
    private static async Task<(ListIndex Index, ETag? ETag)> CountedAsync(
        TableList list, (ListIndex Index, ETag ETag)? stored, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (stored is null)
            {
                await list.BringOldRows(cancellationToken);
            }

            if (stored is null && await ListIndexes.TrySaveAsync(list, ListIndex.Uncounted, etag: null, cancellationToken) is { } added)
            {
                stored = (ListIndex.Uncounted, added);
            }

            if (stored is { } found)
            {
                var index = await CountAsync(list, found.Index, cancellationToken);
                var version = ReferenceEquals(index, found.Index) ? found.ETag : await ListIndexes.TrySaveAsync(list, index, found.ETag, cancellationToken);
                if (version is not null || attempt >= Attempts)
                {
                    return (index, version);
                }
            }

            stored = await ListIndexes.FindAsync(list, cancellationToken);
        }
    }

    private static async Task<ListIndex> CountAsync(TableList list, ListIndex index, CancellationToken cancellationToken)
    {
        for (var i = index.FindUncounted(); i >= 0; i = index.FindUncounted())
        {
            var keys = new List<string>();
            await foreach (var row in RowsAsync(list, index.Segments[i].From, index.EndOf(i), LongestAnswer, KeyOnly, cancellationToken))
            {
                keys.Add(list.KeyOf(row.RowKey));
            }

            index = index.Counted(i, keys);
        }

        return index;
    }

    private static async Task<(IReadOnlyList<TableEntity> Rows, string? Doubt)> ReadAsync(
        TableList list, ListIndex index, int first, int count, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var wanted = Math.Min(count, index.Total - first);
        if (wanted <= 0)
        {
            return (rows, null);
        }

        var (segment, skip) = index.Locate(first);
        var check = new SegmentCheck(index, segment);

        // One row more than the page: it shows whether the segment of the page's last row ends where the index says.
        var read = 0;
        await foreach (var row in RowsAsync(list, index.Segments[segment].From, end: null, skip + wanted + 1, select: null, cancellationToken))
        {
            check.Meet(list.KeyOf(row.RowKey));
            if (read == skip + wanted)
            {
                return (rows, check.Doubt);
            }

            if (read++ >= skip)
            {
                rows.Add(row);
            }
        }

        check.End();
        return (rows, check.Doubt);
    }

    private static AsyncPageable<TableEntity> RowsAsync(
        TableList list, string from, string? end, int rowsPerPage, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        var behind = end is null ? list.Behind : list.First + end;
        return list.Table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {list.Partition} and RowKey ge {list.First + from} and RowKey lt {behind}"),
            Math.Min(LongestAnswer, rowsPerPage),
            select,
            cancellationToken);
    }
}
