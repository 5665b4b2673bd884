using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Tables;

public sealed class EntityLifecycleTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Add_NewEntity_Answers204WithItsETagAndNoBody()
    {
        var table = await NewTableAsync();

        var response = await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = "tea" });

        Assert.Equal(204, response.Status);
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(0, response.Content.ToMemory().Length);
        var read = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(response.Headers.ETag, read.Value.ETag);
        Assert.NotNull(read.Value.Timestamp);
        Assert.Equal("tea", read.Value.GetString("Text"));
    }

    [Fact]
    public async Task Add_SameKeyTwice_EntityAlreadyExists()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, failure.Status);
        Assert.Equal(TableErrorCode.EntityAlreadyExists.ToString(), failure.ErrorCode);
        Assert.True(TableErrorCode.EntityAlreadyExists == failure.ErrorCode);
    }

    [Fact]
    public async Task Add_WithoutAKey_IsRefusedBeforeAnyRequest() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Service.GetTableClient(NewTableName()).AddEntityAsync(new TableEntity("p", null!)));

    [Fact]
    public async Task Add_TableMissing_TableNotFound()
    {
        var table = Service.GetTableClient(NewTableName());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(404, failure.Status);
        Assert.Equal("TableNotFound", failure.ErrorCode);
    }

    [Fact]
    public async Task Get_EntityMissing_ResourceNotFound()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "none"));

        Assert.Equal(404, failure.Status);
        Assert.Equal("ResourceNotFound", failure.ErrorCode);
    }

    [Fact]
    public async Task GetIfExists_EntityMissing_HasNoValueAndStatus404()
    {
        var table = await NewTableAsync();

        var answer = await table.GetEntityIfExistsAsync<TableEntity>("p", "none");

        Assert.False(answer.HasValue);
        Assert.Equal(404, answer.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => answer.Value);
    }

    [Fact]
    public async Task GetIfExists_EntityThere_HasValue()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Number"] = 7 });

        var answer = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(answer.HasValue);
        Assert.Equal(7, answer.Value!.GetInt32("Number"));
    }

    [Fact]
    public async Task Get_WithSelect_ReadsOnlyThoseProperties()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        var entity = (await table.GetEntityAsync<TableEntity>("p", "r", ["A"])).Value;

        Assert.Equal(1, entity.GetInt32("A"));
        Assert.False(entity.ContainsKey("B"));
    }

    [Fact]
    public async Task Upsert_NewKey_Inserts()
    {
        var table = await NewTableAsync();

        var response = await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        Assert.Equal(204, response.Status);
        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Upsert_Merge_KeepsOtherProperties()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 });

        var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(1, entity.GetInt32("A"));
        Assert.Equal(3, entity.GetInt32("B"));
    }

    [Fact]
    public async Task Upsert_Replace_DropsOtherProperties()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, TableUpdateMode.Replace);

        var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.False(entity.ContainsKey("A"));
        Assert.Equal(3, entity.GetInt32("B"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Update_WithCurrentETag_SucceedsAndGivesANewOne(TableUpdateMode mode)
    {
        var table = await NewTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;

        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, first, mode)).Headers.ETag!.Value;

        Assert.NotEqual(first, second);
        var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(second, entity.ETag);
        Assert.Equal(2, entity.GetInt32("A"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Update_WithStaleETag_UpdateConditionNotSatisfied(TableUpdateMode mode)
    {
        var table = await NewTableAsync();
        var stale = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, stale);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, stale, mode));

        Assert.Equal(412, failure.Status);
        Assert.Equal("UpdateConditionNotSatisfied", failure.ErrorCode);
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Update_WithETagAll_OverwritesWhateverIsThere()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 5 }, ETag.All, TableUpdateMode.Replace);

        Assert.Equal(5, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Update_EntityMissing_ResourceNotFound()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "none"), ETag.All));

        Assert.Equal(404, failure.Status);
        Assert.Equal("ResourceNotFound", failure.ErrorCode);
    }

    [Fact]
    public async Task Update_WithDefaultETag_IsRefusedBeforeAnyRequest()
    {
        var table = Service.GetTableClient(NewTableName());

        await Assert.ThrowsAnyAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
    }

    [Fact]
    public async Task Delete_EntityThere_RemovesIt()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var response = await table.DeleteEntityAsync("p", "r");

        Assert.Equal(204, response.Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Delete_EntityMissing_Answers404WithoutAnException()
    {
        var table = await NewTableAsync();

        Assert.Equal(404, (await table.DeleteEntityAsync("p", "none")).Status);
    }

    [Fact]
    public async Task Delete_WithStaleETag_UpdateConditionNotSatisfied()
    {
        var table = await NewTableAsync();
        var stale = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 2 });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", stale));

        Assert.Equal(412, failure.Status);
        Assert.Equal("UpdateConditionNotSatisfied", failure.ErrorCode);
    }

    [Fact]
    public async Task Delete_ByEntityWithItsETag_RemovesIt()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));
        var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        await table.DeleteEntityAsync(entity, entity.ETag);

        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public void SynchronousCalls_DoTheSameAsTheAsynchronousOnes()
    {
        var table = Service.GetTableClient(NewTableName());
        table.Create();
        table.AddEntity(new TableEntity("p", "r") { ["A"] = 1 });
        var read = table.GetEntity<TableEntity>("p", "r").Value;
        table.UpdateEntity(new TableEntity("p", "r") { ["A"] = 2 }, read.ETag);
        table.UpsertEntity(new TableEntity("p", "s") { ["A"] = 3 });

        Assert.Equal([2, 3], table.Query<TableEntity>().Select(entity => entity.GetInt32("A")!.Value));
        Assert.Equal(204, table.DeleteEntity("p", "s").Status);
        Assert.False(table.GetEntityIfExists<TableEntity>("p", "s").HasValue);
        Assert.Equal(204, table.Delete().Status);
        Assert.Throws<RequestFailedException>(() => table.GetEntity<TableEntity>("p", "r"));
    }
}
