using System.Globalization;
using Azure.Data.Tables;
using Expenses.Core.Lists;
using Expenses.Storage.Lists;
using Xunit.Abstractions;

namespace Expenses.Storage.Tests.Lists;

/// <summary>Pages of a list by its index on Azurite, against the rows that are there.</summary>
/// <param name="storage">Storage.</param>
/// <param name="output">Where the seeds are printed.</param>
public sealed class ListPagesTests(StorageFixture storage, ITestOutputHelper output) : IClassFixture<StorageFixture>
{
    private readonly ListIndexes _indexes = storage.Get<ListIndexes>();
    private readonly TableClient _table = storage.Get<TableServiceClient>().GetTableClient(storage.Get<StorageNames>().Records);

    [Fact]
    public async Task AnyChangesAndPages_GiveTheRowsThatAreThere()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var list = NewList();
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 400; i++)
        {
            var key = Key(random.Next(5) == 0 ? random.Next(100_000) : 100_000 - i);
            if (random.Next(5) > 0 || keys.Count == 0)
            {
                // A row that is there is no new one.
                if (keys.Add(key))
                {
                    await AddAsync(list, key);
                }
            }
            else
            {
                key = keys.ElementAt(random.Next(keys.Count));
                await RemoveAsync(list, key);
                keys.Remove(key);
            }

            if (i % 20 == 0)
            {
                await AssertPageAsync(list, keys, random.Next(keys.Count + 30), random.Next(1, 150));
            }
        }

        await AssertPageAsync(list, keys, 0, 5_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(250)]
    [InlineData(1001)]
    public async Task RowsFromBeforeThereWereIndexes_AreCountedWithTheFirstPage(int rows)
    {
        var list = NewList();
        var keys = await WriteWithoutIndexAsync(list, Enumerable.Range(0, rows).Select(Key));

        await AssertPageAsync(list, keys, 0, 100);
        await AssertPageAsync(list, keys, rows - 1, 100);
        await AssertPageAsync(list, keys, rows, 100);
        await AssertPageAsync(list, keys, int.MaxValue, 5_000);
    }

    [Fact]
    public async Task RowsFromBeforeThereWereIndexes_AreCountedWhenAWriteComesFirst()
    {
        var list = NewList();
        var keys = await WriteWithoutIndexAsync(list, Enumerable.Range(10, 150).Select(Key));
        await AddAsync(list, Key(5));
        keys.Add(Key(5));
        await RemoveAsync(list, Key(20));
        keys.Remove(Key(20));

        await AssertPageAsync(list, keys, 0, 100);
    }

    [Fact]
    public async Task RowsWrittenPastTheIndex_AreFoundByThePageTheyAreOn()
    {
        var list = NewList();
        foreach (var number in Enumerable.Range(1_000, 120).Reverse())
        {
            await AddAsync(list, Key(number));
        }

        await list.PageAsync(0, 10, CancellationToken.None);
        await WriteWithoutIndexAsync(list, Enumerable.Range(500, 30).Select(Key));
        await AssertPageAsync(list, Sorted([.. Enumerable.Range(500, 30), .. Enumerable.Range(1_000, 120)]), 0, 100);
        await list.Table.DeleteEntityAsync(list.Partition, list.First + Key(1_119));

        await AssertPageAsync(list, Sorted([.. Enumerable.Range(500, 30), .. Enumerable.Range(1_000, 119)]), 100, 100);
    }

    [Fact]
    public async Task ManyWritersAtOnce_AreAllCounted()
    {
        var list = NewList();
        var others = new ListIndexes();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => AddAsync(number % 2 == 0 ? _indexes : others, list, Key(number))));

        await AssertPageAsync(list, Sorted(Enumerable.Range(0, 60)), 0, 100);
    }

    [Fact]
    public async Task AReaderThatCounts_AndWritersMeanwhile_AgreeInTheEnd()
    {
        var list = NewList();
        var keys = await WriteWithoutIndexAsync(list, Enumerable.Range(1_000, 500).Select(Key));
        var reads = Enumerable.Range(0, 10).Select(_ => list.PageAsync(0, 100, CancellationToken.None));
        var writes = Enumerable.Range(0, 30).Select(number => AddAsync(list, Key(number)));
        await Task.WhenAll(reads.Concat(writes.Cast<Task>()));

        keys.UnionWith(Sorted(Enumerable.Range(0, 30)));
        await AssertPageAsync(list, keys, 0, 100);
    }

    [Fact]
    public async Task ALongListWithoutWriter_GetsAnIndex_AndCountsAgainWhatIsDoubted()
    {
        var list = NewList();
        var keys = await WriteWithoutIndexAsync(list, Enumerable.Range(1_000, 101).Select(Key));
        var before = await list.PageWithoutWriterAsync(100, 10, CancellationToken.None);
        await WriteWithoutIndexAsync(list, [Key(1), Key(2_000)]);
        await ListIndexes.DoubtAsync(list, Key(1), CancellationToken.None);
        await ListIndexes.DoubtAsync(list, Key(2_000), CancellationToken.None);
        var after = await list.PageWithoutWriterAsync(100, 10, CancellationToken.None);

        Assert.Equal(101, before.Total);
        Assert.Equal([Key(1_100)], KeysOf(list, before));
        Assert.Equal(103, after.Total);
        Assert.Equal([Key(1_099), Key(1_100), Key(2_000)], KeysOf(list, after));
        Assert.Equal(101, keys.Count);
    }

    [Fact]
    public async Task AChangeWhoseOwnConditionFails_ChangesNothing()
    {
        var list = NewList();
        await AddAsync(list, Key(1));
        var row = new TableEntity(list.Partition, list.First + Key(1));
        var again = await _indexes.TryCommitAsync(list, index => index.With(Key(1)), [new(TableTransactionActionType.Add, row)], CancellationToken.None);

        Assert.Null(again);
        await AssertPageAsync(list, Sorted([1]), 0, 100);
    }

    private static async Task AssertPageAsync(TableList list, SortedSet<string> keys, int first, int count)
    {
        var page = await list.PageAsync(Math.Max(0, first), count, CancellationToken.None);
        Assert.Equal(keys.Count, page.Total);
        Assert.Equal(keys.Order(StringComparer.Ordinal).Skip(Math.Max(0, first)).Take(count), KeysOf(list, page));
    }

    private static IReadOnlyList<string> KeysOf(TableList list, Slice<TableEntity> page) => [.. page.Items.Select(row => list.KeyOf(row.RowKey))];

    private static SortedSet<string> Sorted(IEnumerable<int> numbers) => new(numbers.Select(Key), StringComparer.Ordinal);

    private static string Key(int number) => number.ToString("D9", CultureInfo.InvariantCulture);

    private TableList NewList() => new(_table, Guid.NewGuid().ToString("N"), "row~", "row~~", "index");

    private Task AddAsync(TableList list, string key) => AddAsync(_indexes, list, key);

    private static async Task AddAsync(ListIndexes indexes, TableList list, string key) => Assert.NotNull(await indexes.TryCommitAsync(
        list, index => index.With(key), [new(TableTransactionActionType.UpsertReplace, new TableEntity(list.Partition, list.First + key))], CancellationToken.None));

    private async Task RemoveAsync(TableList list, string key) => Assert.NotNull(await _indexes.TryCommitAsync(
        list, index => index.Without(key), [new(TableTransactionActionType.Delete, new TableEntity(list.Partition, list.First + key))], CancellationToken.None));

    private static async Task<SortedSet<string>> WriteWithoutIndexAsync(TableList list, IEnumerable<string> keys)
    {
        var written = new SortedSet<string>(keys, StringComparer.Ordinal);
        foreach (var group in written.Chunk(100))
        {
            await list.Table.SubmitTransactionAsync(group.Select(key =>
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(list.Partition, list.First + key))));
        }

        return written;
    }
}
