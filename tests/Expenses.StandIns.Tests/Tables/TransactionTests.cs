using Azure;
using Azure.Data.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Tables;

public sealed class TransactionTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Submit_OneOfEachAction_DoesThemAll()
    {
        var table = await NewTableAsync();
        foreach (var key in new[] { "merge", "replace", "delete", "upsertmerge", "upsertreplace" })
        {
            await table.AddEntityAsync(new TableEntity("p", key) { ["Old"] = key, ["Value"] = 0 });
        }

        var response = await table.SubmitTransactionAsync(
        [
            Action(TableTransactionActionType.Add, "add"),
            Action(TableTransactionActionType.UpdateMerge, "merge"),
            Action(TableTransactionActionType.UpdateReplace, "replace"),
            Action(TableTransactionActionType.Delete, "delete"),
            Action(TableTransactionActionType.UpsertMerge, "upsertmerge"),
            Action(TableTransactionActionType.UpsertReplace, "upsertreplace"),
        ]);

        Assert.Equal(202, response.GetRawResponse().Status);
        Assert.Equal(Enumerable.Repeat(204, 6), response.Value.Select(part => part.Status));
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(["add", "merge", "replace", "upsertmerge", "upsertreplace"], rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.Equal(1, row.GetInt32("Value")));
        Assert.Equal(["merge", "upsertmerge"], rows.Where(row => row.ContainsKey("Old")).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Submit_AnswersHoldTheETagsOfTheEntities()
    {
        var table = await NewTableAsync();

        var response = await table.SubmitTransactionAsync([Action(TableTransactionActionType.Add, "a"), Action(TableTransactionActionType.UpsertReplace, "b")]);

        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(rows.Select(row => row.ETag), response.Value.Select(part => part.Headers.ETag!.Value));
    }

    [Fact]
    public async Task Submit_HundredActions_Succeeds()
    {
        var table = await NewTableAsync();

        var response = await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(index => Action(TableTransactionActionType.Add, $"{index:d3}")));

        Assert.Equal(100, response.Value.Count);
        Assert.Equal(100, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task Submit_MoreThanHundredActions_IsRefusedWhole()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(
            () => table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(index => Action(TableTransactionActionType.Add, $"{index:d3}"))));

        Assert.Equal(400, failure.Status);
        Assert.Equal(0, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task Submit_OneActionConflicts_NamesItAndDoesNothing()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "there"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            Action(TableTransactionActionType.Add, "a"),
            Action(TableTransactionActionType.Add, "b"),
            Action(TableTransactionActionType.Add, "there"),
            Action(TableTransactionActionType.Add, "c"),
        ]));

        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Equal(409, failure.Status);
        Assert.Equal("EntityAlreadyExists", failure.ErrorCode);
        Assert.Equal("there", Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync()).RowKey);
    }

    [Fact]
    public async Task Submit_StaleETag_UpdateConditionNotSatisfied()
    {
        var table = await NewTableAsync();
        var stale = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Value"] = 7 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            Action(TableTransactionActionType.Add, "new"),
            new TableTransactionAction(TableTransactionActionType.UpdateReplace, new TableEntity("p", "r"), stale),
        ]));

        Assert.Equal(412, failure.Status);
        Assert.Equal("UpdateConditionNotSatisfied", failure.ErrorCode);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Equal(7, Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync()).GetInt32("Value"));
    }

    [Fact]
    public async Task Submit_CurrentETag_Succeeds()
    {
        var table = await NewTableAsync();
        var current = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;

        await table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, new TableEntity("p", "r") { ["Value"] = 2 }, current)]);

        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("Value"));
    }

    [Fact]
    public async Task Submit_NoAction_IsRefusedBeforeAnyRequest()
    {
        var table = Service.GetTableClient(NewTableName());

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    [Fact]
    public async Task Submit_ClassesAndSpecialCharacters_ArriveAsTheyAre()
    {
        var table = await NewTableAsync();
        var row = ExpenseRow.New("O'Brien (ü) & co", "it's a café");
        row.Text = "{\"json\": [1]} 漢字 \r\n end";
        row.Ticks = long.MaxValue;

        await table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)]);

        var read = (await table.GetEntityAsync<ExpenseRow>(row.PartitionKey, row.RowKey)).Value;
        Assert.Equal((row.Text, row.Ticks, row.When), (read.Text, read.Ticks, read.When));
    }

    [Fact]
    public void Submit_Synchronously_DoesTheSame()
    {
        var table = Service.GetTableClient(NewTableName());
        table.CreateIfNotExists();

        table.SubmitTransaction([Action(TableTransactionActionType.Add, "a"), Action(TableTransactionActionType.Add, "b")]);

        Assert.Equal(["a", "b"], table.Query<TableEntity>().Select(row => row.RowKey));
    }

    private static TableTransactionAction Action(TableTransactionActionType type, string rowKey) =>
        new(type, new TableEntity("p", rowKey) { ["Value"] = 1 });
}
