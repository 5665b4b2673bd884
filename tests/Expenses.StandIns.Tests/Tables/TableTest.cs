using Azure.Data.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Tables;

/// <summary>Base of the tests that speak to Azurite: every test makes tables of its own.</summary>
public abstract class TableTest(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly string _prefix = AzuriteFixture.NewPrefix();
    private int _tables;

    protected AzuriteFixture Azurite { get; } = azurite;

    protected TableServiceClient Service { get; } = new(azurite.ConnectionString);

    protected string NewTableName() => $"{_prefix}x{++_tables}";

    protected async Task<TableClient> NewTableAsync()
    {
        var table = Service.GetTableClient(NewTableName());
        await table.CreateAsync();
        return table;
    }
}
