using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Storage.Tests;

public sealed class PullOperationStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly ConnectionId Connection = new("connection");

    private readonly IPullOperationStore _store = storage.Get<IPullOperationStore>();
    private readonly IReferenceDataStore _data = storage.Get<IReferenceDataStore>();
    private readonly ICompanyRecords _records = storage.Get<ICompanyRecords>();

    [Fact]
    public async Task SaveAsync_NewThenEnded_MovesTheStateAndKeepsOneOperation()
    {
        var company = Make.Company();
        var queued = Operation(company, "op-1", DataTypes.Suppliers);
        await _store.SaveAsync([queued], []);
        var ended = queued with { Status = PullStatus.Complete, Completed = Make.Noon.AddSeconds(3) };
        await _store.SaveAsync([ended], await _store.ListStatesAsync(company, Connection));

        var state = Assert.Single(await _store.ListStatesAsync(company, Connection));
        Assert.Equal(ended, await _store.FindAsync(company, queued.Id));
        Assert.Equal([ended], await ListAsync(company));
        Assert.Equal((PullStatus.Complete, queued.Id, queued.Id), (state.Status, state.Latest, state.LatestSuccessful));
        Assert.Equal(ended.Completed, state.LastSuccess);
    }

    [Fact]
    public async Task SaveAsync_TwoWritersOfOneType_TheSecondIsToldAndStoresNothing()
    {
        var company = Make.Company();
        await _store.SaveAsync([Operation(company, "first", DataTypes.Customers)], []);
        var second = Operation(company, "second", DataTypes.Customers);
        var withAnother = Operation(company, "third", DataTypes.Suppliers);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.SaveAsync([withAnother, second], []));
        Assert.Null(await _store.FindAsync(company, second.Id));
        Assert.Null(await _store.FindAsync(company, withAnother.Id));
        Assert.Single(await _store.ListStatesAsync(company, Connection));
    }

    [Fact]
    public async Task ListAsync_NewestFirst_AndNothingOfOthers()
    {
        var (company, other) = (Make.Company(), Make.Company());
        await _store.SaveAsync([Operation(company, "old", DataTypes.Customers)], []);
        await _store.SaveAsync([Operation(company, "new", DataTypes.Suppliers) with { Requested = Make.Noon.AddTicks(1) }], []);
        await _store.SaveAsync([Operation(other, "foreign", DataTypes.Suppliers)], []);

        Assert.Equal(["new", "old"], (await ListAsync(company)).Select(operation => operation.Id.Value));
        Assert.Null(await _store.FindAsync(company, new PullOperationId("foreign")));
    }

    [Fact]
    public async Task ListStatesAsync_IsOfOneConnection()
    {
        var company = Make.Company();
        await _store.SaveAsync([.. DataTypes.All.Select(type => Operation(company, type, type))], []);

        Assert.Equal(DataTypes.All.Order(StringComparer.Ordinal), (await _store.ListStatesAsync(company, Connection)).Select(state => state.DataType).Order(StringComparer.Ordinal));
        Assert.Empty(await _store.ListStatesAsync(company, new ConnectionId("connection-2")));
    }

    [Fact]
    public async Task ReferenceData_IsKeptWholeUntilItIsReplacedOrForgotten()
    {
        var company = Make.Company();
        Assert.Null(await _data.FindAsync(company, Connection));
        await _data.SaveAsync(company, Connection, Data("Old"));
        await _data.SaveAsync(company, Connection, Data("Åpné & Söhne"));

        var found = (await _data.FindAsync(company, Connection))!;
        Assert.Equal("Åpné & Söhne", Assert.Single(found.Suppliers).Name);
        Assert.Equal("1 High Street", Assert.Single(found.Suppliers[0].Details!.Addresses).Line1);
        Assert.Equal((AccountType.Expense, Make.Noon), (Assert.Single(found.Accounts).AccountType, found.Read));
        Assert.Equal("Ledger Ltd", found.Company!.Name);
        await _data.DeleteAsync(company, Connection);
        await _data.DeleteAsync(company, Connection);
        Assert.Null(await _data.FindAsync(company, Connection));
    }

    [Fact]
    public async Task ForgetAsync_TakesAllOfACompanyAndNothingOfItsNeighbour()
    {
        var (company, neighbour) = (Make.Company("forgetter"), Make.Company("forgetter"));
        foreach (var one in (CompanyKey[])[company, neighbour])
        {
            for (var i = 0; i < 120; i++)
            {
                await _store.SaveAsync([Operation(one, $"op-{i}", $"type-{i}") with { Requested = Make.Noon.AddSeconds(i) }], []);
            }

            await _data.SaveAsync(one, Connection, Data("Here"));
        }

        await _records.ForgetAsync(company);
        await _records.ForgetAsync(company);

        Assert.Empty(await ListAsync(company));
        Assert.Empty(await _store.ListStatesAsync(company, Connection));
        Assert.Null(await _store.FindAsync(company, new PullOperationId("op-7")));
        Assert.Null(await _data.FindAsync(company, Connection));
        Assert.Equal(120, (await ListAsync(neighbour)).Count);
        Assert.NotNull(await _data.FindAsync(neighbour, Connection));
    }

    private static PullOperation Operation(CompanyKey company, string id, string type) => new()
    {
        Company = company,
        Id = new PullOperationId(id),
        Connection = Connection,
        DataType = type,
        Requested = Make.Noon,
    };

    private static ReferenceData Data(string supplier) => new(
        "GBP",
        [new LedgerAccount("420", "420", "Entertainment", AccountType.Expense, "Expense.Entertainment", "GBP", IsBankAccount: false, IsActive: true, [])],
        [],
        [],
        [
            new Contact("s", supplier, IsActive: true, Currency: null)
            {
                Details = new ContactDetails { Addresses = [new PostalAddress(AddressType.Billing, "1 High Street")] },
            },
        ],
        [],
        Make.Noon)
    {
        Company = new LedgerCompany("Ledger Ltd"),
    };

    private async Task<IReadOnlyList<PullOperation>> ListAsync(CompanyKey company)
    {
        var all = new List<PullOperation>();
        await foreach (var operation in _store.ListAsync(company))
        {
            all.Add(operation);
        }

        return all;
    }
}
