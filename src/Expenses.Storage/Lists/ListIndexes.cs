using Azure;
using Azure.Data.Tables;
using Expenses.Core.Errors;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Lists;

/// <summary>
/// Keeps indexes as their lists change. A row and its index are written in one transaction, so no crash comes between
/// them. A list without an index gets one with its first write: counted when it is empty, to be counted otherwise.
/// </summary>
internal sealed class ListIndexes
{
    private const int Gates = 64;
    private const int Attempts = 50;
    private static readonly string[] KeyOnly = ["RowKey"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // Writers of one process wait for each other; those of several meet at the index's ETag.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Changes a list in one transaction.</summary>
    /// <param name="list">The list.</param>
    /// <param name="change">What the change is to the index.</param>
    /// <param name="rows">The change's rows; their conditions are the caller's.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The answers to the rows, in order; null when a condition of them was not met.</returns>
    public async Task<IReadOnlyList<Response>?> TryCommitAsync(
        TableList list, Func<ListIndex, ListIndex> change, IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(list.Partition + list.IndexRow) % Gates];
        await gate.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var (index, etag) = await ReadAsync(list, cancellationToken);
                var row = ListIndexRow.Write(list, change(index));
                try
                {
                    var answers = await list.Table.SubmitTransactionAsync(
                        [.. rows, etag is { } version ? new(TableTransactionActionType.UpdateReplace, row, version) : new(TableTransactionActionType.Add, row)],
                        cancellationToken);
                    return answers.Value;
                }
                catch (RequestFailedException failure) when (LostRace.Is(failure))
                {
                    if ((await FindAsync(list, cancellationToken))?.ETag == etag)
                    {
                        return null;
                    }

                    if (attempt == Attempts)
                    {
                        throw new ConcurrencyConflictException($"List {list.Partition} {list.IndexRow}", failure);
                    }
                }

                await Task.Delay(Pause * Math.Min(attempt, Gates), cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Writes an index that was counted, unless the list has changed since.</summary>
    /// <returns>Its version; null when the list has changed.</returns>
    public static async Task<ETag?> TrySaveAsync(TableList list, ListIndex index, ETag? etag, CancellationToken cancellationToken)
    {
        var row = ListIndexRow.Write(list, index);
        try
        {
            var answer = etag is { } version
                ? await list.Table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken)
                : await list.Table.AddEntityAsync(row, cancellationToken);
            return new ETag(ConditionalWrites.ETagOf(answer));
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return null;
        }
    }

    /// <summary>The index as it is stored.</summary>
    public static async Task<(ListIndex Index, ETag ETag)?> FindAsync(TableList list, CancellationToken cancellationToken) =>
        await list.Table.FindAsync(list.Partition, list.IndexRow, cancellationToken) is { } row ? (ListIndexRow.Read(row), row.ETag) : null;

    /// <summary>
    /// Has a part of a list counted again, after a row was written there without its index. A list without an index is
    /// counted when it gets one.
    /// </summary>
    /// <param name="list">The list.</param>
    /// <param name="key">The row's key, without the list's prefix.</param>
    /// <param name="cancellationToken">Gives up waiting; do it again.</param>
    public static async Task DoubtAsync(TableList list, string key, CancellationToken cancellationToken)
    {
        while (await FindAsync(list, cancellationToken) is { } stored
            && await TrySaveAsync(list, stored.Index.Doubting(key), stored.ETag, cancellationToken) is null)
        {
            // Somebody counted or doubted meanwhile: their version does not know this row.
        }
    }

    private static async Task<(ListIndex Index, ETag? ETag)> ReadAsync(TableList list, CancellationToken cancellationToken)
    {
        if (await FindAsync(list, cancellationToken) is { } stored)
        {
            return stored;
        }

        await list.BringOldRows(cancellationToken);
        var rows = list.Table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {list.Partition} and RowKey ge {list.First} and RowKey lt {list.Behind}"),
            maxPerPage: 1,
            KeyOnly,
            cancellationToken);
        await foreach (var _ in rows)
        {
            return (ListIndex.Uncounted, null);
        }

        return (ListIndex.Empty, null);
    }
}
