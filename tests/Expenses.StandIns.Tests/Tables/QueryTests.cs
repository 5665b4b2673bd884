using Azure.Data.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Tables;

public sealed class QueryTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Query_MoreThanAThousandRows_FollowsContinuationTokens()
    {
        var table = await FilledTableAsync(1100);

        var pages = await table.QueryAsync<ExpenseRow>().AsPages().ToListAsync();

        Assert.Equal([1000, 100], pages.Select(page => page.Values.Count));
        Assert.NotNull(pages[0].ContinuationToken);
        Assert.Null(pages[1].ContinuationToken);
        Assert.Equal(Enumerable.Range(0, 1100), pages.SelectMany(page => page.Values).Select(row => row.Number));
    }

    [Fact]
    public async Task Query_MaxPerPage_BoundsEveryPage()
    {
        var table = await FilledTableAsync(25);

        var pages = await table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages().ToListAsync();

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
    }

    [Fact]
    public async Task Query_FromAContinuationToken_GoesOnWhereThePageEnded()
    {
        var table = await FilledTableAsync(25);
        var first = await table.QueryAsync<ExpenseRow>(maxPerPage: 10).AsPages().FirstAsync();

        var second = await table.QueryAsync<ExpenseRow>(maxPerPage: 10).AsPages(first.ContinuationToken).FirstAsync();

        Assert.Equal(Enumerable.Range(10, 10), second.Values.Select(row => row.Number));
    }

    [Fact]
    public async Task Query_PageSizeHint_OverridesMaxPerPage()
    {
        var table = await FilledTableAsync(9);

        var pages = await table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages(pageSizeHint: 5).ToListAsync();

        Assert.Equal([5, 4], pages.Select(page => page.Values.Count));
    }

    [Fact]
    public async Task Query_Filter_ReturnsWhatMatches()
    {
        var table = await FilledTableAsync(20);

        var rows = await table.QueryAsync<ExpenseRow>("PartitionKey eq 'p' and Number ge 5 and Number lt 8").ToListAsync();

        Assert.Equal([5, 6, 7], rows.Select(row => row.Number));
    }

    [Fact]
    public async Task Query_KeyRange_ReturnsRowsInKeyOrder()
    {
        var table = await FilledTableAsync(20);

        var rows = await table.QueryAsync<ExpenseRow>(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey gt {"0003"} and RowKey le {"0006"}")).ToListAsync();

        Assert.Equal(["0004", "0005", "0006"], rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task Query_Select_ReturnsOnlyThoseColumns()
    {
        var table = await FilledTableAsync(1);

        var row = await table.QueryAsync<TableEntity>(select: ["RowKey", "Number"]).SingleAsync();

        Assert.Equal("0000", row.RowKey);
        Assert.Equal(0, row.GetInt32("Number"));
        Assert.False(row.ContainsKey("Ticks"));
        Assert.NotEqual(default, row.ETag);
    }

    [Theory]
    [InlineData("Ticks")]
    [InlineData("Id")]
    [InlineData("When")]
    [InlineData("Flag")]
    [InlineData("Ratio")]
    [InlineData("Text")]
    public async Task Query_TypedLiteral_FindsExactlyItsRow(string property)
    {
        var table = await FilledTableAsync(3);
        var wanted = Row(1);
        var filter = property switch
        {
            "Ticks" => TableClient.CreateQueryFilter($"Ticks eq {wanted.Ticks}"),
            "Id" => TableClient.CreateQueryFilter($"Id eq {wanted.Id}"),
            "When" => TableClient.CreateQueryFilter($"When eq {wanted.When}"),
            "Flag" => TableClient.CreateQueryFilter($"Flag eq {wanted.Flag}"),
            "Ratio" => TableClient.CreateQueryFilter($"Ratio eq {wanted.Ratio}"),
            _ => TableClient.CreateQueryFilter($"Text eq {wanted.Text}"),
        };

        Assert.Equal(1, (await table.QueryAsync<ExpenseRow>(filter).SingleAsync()).Number);
    }

    [Fact]
    public async Task Query_NoRows_IsOneEmptyPage()
    {
        var table = await NewTableAsync();

        var page = Assert.Single(await table.QueryAsync<TableEntity>().AsPages().ToListAsync());

        Assert.Empty(page.Values);
    }

    [Fact]
    public void Query_Synchronously_FollowsContinuationTokens()
    {
        var table = Service.GetTableClient(NewTableName());
        table.Create();
        table.SubmitTransaction(Enumerable.Range(0, 7).Select(index => new TableTransactionAction(TableTransactionActionType.Add, Row(index))));

        Assert.Equal(Enumerable.Range(0, 7), table.Query<ExpenseRow>(maxPerPage: 3).Select(row => row.Number));
        Assert.Equal([3, 3, 1], table.Query<ExpenseRow>(maxPerPage: 3).AsPages().Select(page => page.Values.Count));
    }

    [Fact]
    public void CreateQueryFilter_LiteralsOfEveryType_AreODataSpelling()
    {
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        var when = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero);

        Assert.Equal("A eq 'O''Brien'", TableClient.CreateQueryFilter($"A eq {"O'Brien"}"));
        Assert.Equal("A eq 5 and B eq 6L and C eq true", TableClient.CreateQueryFilter($"A eq {5} and B eq {6L} and C eq {true}"));
        Assert.Equal("A eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'", TableClient.CreateQueryFilter($"A eq {id}"));
        Assert.Equal("A eq datetime'2026-03-01T12:30:15.0000000Z'", TableClient.CreateQueryFilter($"A eq {when}"));
        Assert.Equal("A eq X'00ff'", TableClient.CreateQueryFilter($"A eq {new byte[] { 0, 255 }}"));
        Assert.Equal("A eq 1.5", TableClient.CreateQueryFilter($"A eq {1.5}"));
    }

    private static ExpenseRow Row(int index)
    {
        var row = ExpenseRow.New($"{index:d4}");
        row.Number = index;
        row.Ticks = long.MaxValue - index;
        row.Id = new Guid(index, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]);
        row.When = row.When.AddDays(index);
        row.Flag = index == 1;
        row.Ratio = index + 0.25;
        row.Text = $"it's {index}";
        return row;
    }

    private async Task<TableClient> FilledTableAsync(int count)
    {
        var table = await NewTableAsync();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await table.SubmitTransactionAsync(chunk.Select(index => new TableTransactionAction(TableTransactionActionType.Add, Row(index))));
        }

        return table;
    }
}
