using Azure.Data.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Tables;

public sealed class TypedValueTests(AzuriteFixture azurite) : TableTest(azurite)
{
    public static TheoryData<string, object> Values => new()
    {
        { "text", "Grüße, 漢字, 'quotes', \"more\", \\ and \u0001" },
        { "empty text", "" },
        { "int", int.MinValue },
        { "long", long.MaxValue },
        { "small long", 5L },
        { "double", 0.1 + 0.2 },
        { "whole double", 3.0 },
        { "NaN", double.NaN },
        { "infinity", double.PositiveInfinity },
        { "negative infinity", double.NegativeInfinity },
        { "true", true },
        { "guid", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e") },
        { "time", new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero).AddTicks(1234567) },
        { "bytes", new byte[] { 0, 1, 254, 255 } },
        { "text that looks like a time", "2026-03-01T00:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Dictionary_KeepsTypeAndValue(string what, object value)
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value });

        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value["Value"];

        var comparable = read is BinaryData data ? data.ToArray() : read;
        Assert.True(value.GetType() == comparable.GetType(), $"{what}: {comparable.GetType()}");
        Assert.Equal(value, comparable);
    }

    [Fact]
    public async Task Dictionary_ReadsTimesAndBytesEitherWay()
    {
        var table = await NewTableAsync();
        var when = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.FromHours(2));
        await table.AddEntityAsync(new TableEntity("p", "r") { ["When"] = when, ["Bytes"] = BinaryData.FromBytes(new byte[] { 1, 2 }) });

        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(when, read.GetDateTimeOffset("When"));
        Assert.Equal(when.UtcDateTime, read.GetDateTime("When"));
        Assert.Equal(DateTimeKind.Utc, read.GetDateTime("When")!.Value.Kind);
        Assert.Equal([1, 2], read.GetBinary("Bytes"));
        Assert.Equal([1, 2], read.GetBinaryData("Bytes").ToArray());
    }

    [Fact]
    public async Task Class_KeepsEveryProperty()
    {
        var table = await NewTableAsync();
        var row = ExpenseRow.New();
        row.Text = "Zürich";
        row.Number = -3;
        row.MaybeNumber = 4;
        row.Ticks = long.MinValue;
        row.MaybeTicks = 9;
        row.Ratio = 1e-300;
        row.Flag = true;
        row.MaybeFlag = false;
        row.Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        row.MaybeWhen = row.When.AddDays(1);
        row.Bytes = [1, 2, 3];
        row.Data = BinaryData.FromBytes(new byte[] { 4, 5 });
        row.Kind = RowKind.Refund;
        row.MaybeKind = RowKind.Refund;
        row.Inner = "other name";
        row.Ignored = "never stored";
        await table.AddEntityAsync(row);

        var read = (await table.GetEntityAsync<ExpenseRow>("p", "r")).Value;

        Assert.Equivalent(
            new { row.Text, row.Number, row.MaybeNumber, row.Ticks, row.MaybeTicks, row.Ratio, row.Flag, row.MaybeFlag, row.Id, row.When, row.MaybeWhen, row.Day, row.Bytes, row.Kind, row.MaybeKind, row.Inner },
            read);
        Assert.Equal(row.Data.ToArray(), read.Data!.ToArray());
        Assert.Null(read.Ignored);
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
        var raw = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal("Refund", raw.GetString("Kind"));
        Assert.Equal("other name", raw.GetString("renamed"));
        Assert.False(raw.ContainsKey("Ignored"));
        Assert.False(raw.ContainsKey("Computed"));
    }

    [Fact]
    public async Task Class_NullsAreNotStored()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(ExpenseRow.New());

        var raw = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        var read = (await table.GetEntityAsync<ExpenseRow>("p", "r")).Value;

        Assert.False(raw.ContainsKey("Text"));
        Assert.False(raw.ContainsKey("MaybeNumber"));
        Assert.Null(read.Text);
        Assert.Null(read.MaybeNumber);
        Assert.Null(read.MaybeWhen);
        Assert.Null(read.MaybeKind);
    }

    [Fact]
    public async Task Class_PropertiesItDoesNotKnowAreLeftAlone()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = "known", ["Stranger"] = 12L, ["When"] = DateTimeOffset.UnixEpoch });

        var read = (await table.GetEntityAsync<ExpenseRow>("p", "r")).Value;

        Assert.Equal("known", read.Text);
        Assert.Equal(DateTimeOffset.UnixEpoch, read.When);
    }

    [Theory]
    [InlineData("it's", "O''Brien")]
    [InlineData("a b+c", "this & more = that")]
    [InlineData("100%", "50%25")]
    [InlineData("ü漢字😀", "été")]
    [InlineData("(brackets)", "semi;colon,comma@at:colon")]
    [InlineData("tilde~", "..")]
    [InlineData("", "")]
    public async Task Keys_WithSpecialCharacters_ArriveAsTheyAre(string partitionKey, string rowKey)
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["A"] = 1 });

        var read = (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey)).Value;
        await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["A"] = 2 }, read.ETag);
        var found = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey eq {rowKey}")).ToListAsync();

        Assert.Equal((partitionKey, rowKey), (read.PartitionKey, read.RowKey));
        Assert.Equal(2, Assert.Single(found).GetInt32("A"));
        Assert.Equal(204, (await table.DeleteEntityAsync(partitionKey, rowKey)).Status);
    }

    [Fact]
    public void Dictionary_SettingAnotherType_FollowsTheRulesOfTheRealClient()
    {
        var entity = new TableEntity("p", "r") { ["Double"] = 1.5, ["Long"] = 5L, ["Text"] = "x", ["Flag"] = true };

        entity["Double"] = 2;
        entity["Long"] = 6;

        Assert.Equal(2.0, entity.GetDouble("Double"));
        Assert.Equal(6L, entity.GetInt64("Long"));
        Assert.Throws<InvalidOperationException>(() => entity["Flag"] = 1);
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Text"));
        Assert.Null(entity.GetInt32("Missing"));
        Assert.Null(entity["Missing"]);
    }
}
