using Azure;
using Azure.Data.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Tables;

public sealed class TableAdministrationTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Create_NewTable_GivesItsName()
    {
        var name = NewTableName();

        var response = await Service.CreateTableAsync(name);

        Assert.Equal(name, response.Value.Name);
        Assert.InRange(response.GetRawResponse().Status, 200, 299);
    }

    [Fact]
    public async Task Create_Twice_TableAlreadyExists()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        Assert.Equal(409, failure.Status);
        Assert.Equal("TableAlreadyExists", failure.ErrorCode);
    }

    [Fact]
    public async Task CreateIfNotExists_Twice_IsFine()
    {
        var table = Service.GetTableClient(NewTableName());

        await table.CreateIfNotExistsAsync();
        var again = await table.CreateIfNotExistsAsync();
        var third = await Service.CreateTableIfNotExistsAsync(table.Name);

        Assert.Equal(409, again.GetRawResponse().Status);
        Assert.Equal(409, third.GetRawResponse().Status);
    }

    [Fact]
    public async Task Delete_TableThere_TakesItAway()
    {
        var table = await NewTableAsync();

        await table.DeleteAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal("TableNotFound", failure.ErrorCode);
    }

    [Fact]
    public async Task Delete_TableMissing_Answers404WithoutAnException()
    {
        Assert.Equal(404, (await Service.DeleteTableAsync(NewTableName())).Status);
    }

    [Fact]
    public async Task Query_Tables_ListsWhatMatchesTheFilter()
    {
        var first = await NewTableAsync();
        var second = await NewTableAsync();
        await NewTableAsync();
        FormattableString filter = $"TableName eq {first.Name} or TableName eq {second.Name}";

        var found = await Service.QueryAsync(filter).ToListAsync();

        Assert.Equal([first.Name, second.Name], found.Select(item => item.Name));
    }

    [Fact]
    public void Query_TablesSynchronously_GoesThroughAllPages()
    {
        string[] names = [NewTableName(), NewTableName(), NewTableName()];
        Array.ForEach(names, name => Service.CreateTable(name));

        var found = Service.Query(maxPerPage: 1).Select(item => item.Name).ToList();

        Assert.Equal(names, names.Intersect(found));
    }

    [Fact]
    public void Clients_SayWhichTableAndAccountTheyMean()
    {
        var table = Service.GetTableClient("Expenses");

        Assert.Equal("Expenses", table.Name);
        Assert.Equal("devstoreaccount1", table.AccountName);
        Assert.Equal("devstoreaccount1", Service.AccountName);
        Assert.Equal($"{Azurite.Server.TableEndpoint}/Expenses", table.Uri.ToString());
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=a2V5;EndpointSuffix=core.windows.net", "https://acct.table.core.windows.net/", "acct")]
    [InlineData("AccountName=acct;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn", "https://acct.table.core.chinacloudapi.cn/", "acct")]
    [InlineData("TableEndpoint=https://tables.example/acct;AccountName=acct;AccountKey=a2V5", "https://tables.example/acct", "acct")]
    public void ConnectionString_Forms_GiveEndpointAndAccount(string connectionString, string endpoint, string account)
    {
        var service = new TableServiceClient(connectionString);

        Assert.Equal(endpoint.TrimEnd('/'), service.Uri.ToString().TrimEnd('/'));
        Assert.Equal(account, service.AccountName);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountKey=a2V5")]
    public void ConnectionString_Malformed_IsRefused(string connectionString) =>
        Assert.ThrowsAny<Exception>(() => new TableServiceClient(connectionString));
}
