using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Storage.Keys;

namespace Expenses.Storage.Tests;

/// <summary>A connection's link secret at rest.</summary>
public sealed class LinkSecretTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly ICompanyStore _store = storage.Get<ICompanyStore>();
    private readonly TableClient _table = storage.Get<TableServiceClient>().GetTableClient(storage.Get<StorageNames>().Companies);

    [Fact]
    public async Task Secret_IsReadBackAndStandsNowhereInTheRow()
    {
        var connection = await AddAsync();

        Assert.Equal("a-secret", (await _store.FindConnectionAsync(connection.Company, connection.Id))!.LinkSecret);
        Assert.DoesNotContain((await RowAsync(connection)).Select(one => one.Value), value => value is string text && text.Contains("a-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RowOfAnEarlierVersion_IsReadAndEncryptedByTheNextWrite()
    {
        var connection = await AddAsync();
        var row = await RowAsync(connection);
        row.Remove("ProtectedLinkSecret");
        row["LinkSecret"] = "from-before";
        await _table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);

        var read = (await _store.FindConnectionAsync(connection.Company, connection.Id))!;
        await _store.UpdateConnectionAsync(read with { LastSync = Make.Noon });

        Assert.Equal("from-before", read.LinkSecret);
        Assert.Equal("from-before", (await _store.FindConnectionAsync(connection.Company, connection.Id))!.LinkSecret);
        Assert.DoesNotContain((await RowAsync(connection)).Select(one => one.Value), value => value is string text && text.Contains("from-before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecretWhoseKeyIsGone_IsNoneAndTheNextWriteMakesAnother()
    {
        var connection = await AddAsync();
        var row = await RowAsync(connection);
        row["ProtectedLinkSecret"] = "of another key ring";
        await _table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);

        var read = (await _store.FindConnectionAsync(connection.Company, connection.Id))!;
        var updated = await _store.UpdateConnectionAsync(read with { LastSync = Make.Noon });

        Assert.Equal("", read.LinkSecret);
        Assert.True((await _store.FindConnectionAsync(updated.Company, updated.Id))!.LinkSecret.Length > 20);
    }

    private Task<Connection> AddAsync() => _store.AddConnectionAsync(Make.Connection(Make.Company(), "c1") with { LinkSecret = "a-secret" });

    private async Task<TableEntity> RowAsync(Connection connection) =>
        await _table.GetEntityAsync<TableEntity>(RowKeys.Partition(connection.Company), "connection~_41ccounting");
}
