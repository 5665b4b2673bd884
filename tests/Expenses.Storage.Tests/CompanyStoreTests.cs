using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Storage.Tests;

public sealed class CompanyStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly ICompanyStore _store = storage.Get<ICompanyStore>();

    [Fact]
    public async Task FindAsync_AfterAdd_GivesTheCompany()
    {
        var company = new Company(Make.Company(), "Toft stores & sons", "", Make.Noon.AddTicks(1234567))
        {
            Tags = new CompanyTags([new("region", "uk"), new("région", "漢字")]),
        };
        await _store.AddAsync(company);

        var found = await _store.FindAsync(company.Key);
        Assert.Equal(company, found! with { ETag = "" });
        Assert.NotEmpty(found.ETag);
    }

    [Fact]
    public async Task AddAsync_SameIdAgain_IsAConflictAndKeepsTheFirst()
    {
        var company = new Company(Make.Company(), "First", "d", Make.Noon);
        await _store.AddAsync(company);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.AddAsync(company with { Name = "Second" }));
        Assert.Equal("First", (await _store.FindAsync(company.Key))!.Name);
    }

    [Fact]
    public async Task AddAsync_IdOfADeletedCompany_IsAConflictForGood()
    {
        var company = new Company(Make.Company(), "First", "d", Make.Noon);
        await _store.AddAsync(company);
        await _store.AddConnectionAsync(Make.Connection(company.Key, "c1"));
        Assert.False(await _store.WasDeletedAsync(company.Key));

        await _store.DeleteAsync(company);
        await _store.DeleteAsync(company);

        Assert.True(await _store.WasDeletedAsync(company.Key));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.AddAsync(company));
        Assert.Null(await _store.FindAsync(company.Key));
        Assert.Null(await _store.FindWithConnectionsAsync(company.Key));
        Assert.Empty(await _store.ListConnectionsAsync(company.Key));
    }

    [Fact]
    public async Task AddConnectionAsync_IdOfADeletedOne_IsAConflictAndAnotherIdIsNot()
    {
        var company = Make.Company();
        var first = await _store.AddConnectionAsync(Make.Connection(company, "c1"));
        Assert.False(await _store.WasDeletedAsync(company, first.Id));

        await _store.DeleteConnectionAsync(first);

        Assert.True(await _store.WasDeletedAsync(company, first.Id));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.AddConnectionAsync(Make.Connection(company, "c1")));
        Assert.Equal("c2", (await _store.AddConnectionAsync(Make.Connection(company, "c2"))).Id.Value);
    }

    [Fact]
    public async Task EveryRead_OfAnotherClient_FindsNothing()
    {
        var company = Make.Company();
        await _store.AddAsync(new Company(company, "Mine", "", Make.Noon));
        await _store.AddConnectionAsync(Make.Connection(company, "c1"));
        await _store.SetConfigurationAsync(company, new CompanyConfiguration("1", "2", "3"));
        var others = company with { Client = new ClientId("other") };

        Assert.Null(await _store.FindAsync(others));
        Assert.Null(await _store.FindConnectionAsync(others, new ConnectionId("c1")));
        Assert.Empty(await _store.ListConnectionsAsync(others));
        Assert.Null(await _store.FindConfigurationAsync(others));
    }

    [Fact]
    public async Task HostileClientAndCompanyIds_RoundTripAndNeverMeet()
    {
        var keys = Make.HostileIds.SelectMany(id => new[]
        {
            new CompanyKey(new ClientId("hostile"), new CompanyId(id)), new CompanyKey(new ClientId(id), new CompanyId("hostile")),
        }).ToList();
        foreach (var key in keys)
        {
            await _store.AddAsync(new Company(key, $"{key}", "", Make.Noon));
        }

        foreach (var key in keys)
        {
            Assert.Equal($"{key}", (await _store.FindAsync(key))!.Name);
        }
    }

    [Fact]
    public async Task AddConnectionAsync_SecondOfASourceType_GivesTheFirst()
    {
        var company = Make.Company();
        var first = await _store.AddConnectionAsync(Make.Connection(company, "c1"));
        var second = await _store.AddConnectionAsync(Make.Connection(company, "c2"));

        Assert.Equal(first, second);
        Assert.Null(await _store.FindConnectionAsync(company, new ConnectionId("c2")));
    }

    [Fact]
    public async Task AddConnectionAsync_ManyAtOnce_LeavesOneThatAllAreGiven()
    {
        var company = Make.Company();
        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _store.AddConnectionAsync(Make.Connection(company, $"c{i}"))));

        Assert.Single(given.Distinct());
        Assert.Equal(given[0], Assert.Single(await _store.ListConnectionsAsync(company)));
    }

    [Fact]
    public async Task ListConnectionsAsync_TwoSourceTypes_OldestFirst()
    {
        var company = Make.Company();
        await _store.AddConnectionAsync(Make.Connection(company, "late") with { Created = Make.Noon.AddMinutes(1) });
        await _store.AddConnectionAsync(Make.Connection(company, "early", SourceType.Expense));

        Assert.Equal(["early", "late"], (await _store.ListConnectionsAsync(company)).Select(connection => connection.Id.Value));
    }

    [Fact]
    public async Task UpdateConnectionAsync_TwoWriters_TheSecondIsToldAndChangesNothing()
    {
        var read = await _store.AddConnectionAsync(Make.Connection(Make.Company(), "c1"));
        var updated = await _store.UpdateConnectionAsync(read with { Status = ConnectionStatus.Unlinked });

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateConnectionAsync(read with { Status = ConnectionStatus.Deauthorized }));
        Assert.Equal(updated, await _store.FindConnectionAsync(read.Company, read.Id));
        Assert.Equal(ConnectionStatus.Unlinked, updated.Status);
    }

    [Fact]
    public async Task UpdateConnectionAsync_NeverStored_IsAConflict()
    {
        var connection = Make.Connection(Make.Company(), "c1");

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateConnectionAsync(connection));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateConnectionAsync(connection with { ETag = "W/\"datetime'2026-01-01'\"" }));
    }

    [Fact]
    public async Task SetConfigurationAsync_Again_ReplacesItWhole()
    {
        var company = Make.Company();
        Assert.Null(await _store.FindConfigurationAsync(company));
        await _store.SetConfigurationAsync(company, new CompanyConfiguration("bank", "supplier", "customer"));
        await _store.SetConfigurationAsync(company, new CompanyConfiguration("bank-2", "", "customer-2"));

        Assert.Equal(new CompanyConfiguration("bank-2", "", "customer-2"), await _store.FindConfigurationAsync(company));
    }

    [Fact]
    public async Task ListAsync_TwoClients_GivesTheOwnNewestFirst()
    {
        var (mine, others) = (Make.Company("lister"), Make.Company("lister~other"));
        var newer = Make.Company("lister");
        await _store.AddAsync(new Company(mine, "Old", "", Make.Noon));
        await _store.AddAsync(new Company(others, "Foreign", "", Make.Noon));
        await _store.AddAsync(new Company(newer, "New", "", Make.Noon.AddTicks(1)));

        Assert.Equal(["New", "Old"], await NamesAsync("lister"));
        Assert.Equal(["Foreign"], await NamesAsync("lister~other"));
    }

    [Fact]
    public async Task UpdateAsync_IsSeenInEveryRead_AndOnlyTheFirstOfTwoWritersWins()
    {
        var company = new Company(Make.Company("updater"), "Before", "", Make.Noon);
        await _store.AddAsync(company);
        var read = (await _store.FindAsync(company.Key))!;

        var updated = await _store.UpdateAsync(read with { Name = "After" });

        Assert.Equal(updated, await _store.FindAsync(company.Key));
        Assert.Equal(["After"], await NamesAsync("updater"));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateAsync(read with { Name = "Late" }));
    }

    [Fact]
    public async Task DeleteAsync_TakesEverythingOfTheCompany_AndAgainChangesNothing()
    {
        var company = new Company(Make.Company("deleter"), "Gone", "", Make.Noon);
        var stays = new Company(Make.Company("deleter"), "Stays", "", Make.Noon);
        await _store.AddAsync(stays);
        await _store.AddAsync(company);
        await _store.AddConnectionAsync(Make.Connection(company.Key, "c1"));
        await _store.AddConnectionAsync(Make.Connection(company.Key, "c2", SourceType.Expense));
        await _store.SetConfigurationAsync(company.Key, new CompanyConfiguration("1", "2", "3"));

        await _store.DeleteAsync(company);
        await _store.DeleteAsync(company);

        Assert.Null(await _store.FindAsync(company.Key));
        Assert.Null(await _store.FindWithConnectionsAsync(company.Key));
        Assert.Empty(await _store.ListConnectionsAsync(company.Key));
        Assert.Null(await _store.FindConfigurationAsync(company.Key));
        Assert.Equal(["Stays"], await NamesAsync("deleter"));
    }

    [Fact]
    public async Task FindWithConnectionsAsync_GivesTheCompanyAndItsConnectionsOldestFirst()
    {
        var company = new Company(Make.Company(), "Both", "", Make.Noon);
        await _store.AddAsync(company);
        await _store.SetConfigurationAsync(company.Key, new CompanyConfiguration("1", "2", "3"));
        await _store.AddConnectionAsync(Make.Connection(company.Key, "late") with { Created = Make.Noon.AddMinutes(1) });
        await _store.AddConnectionAsync(Make.Connection(company.Key, "early", SourceType.Expense) with { LastSync = Make.Noon });

        var found = (await _store.FindWithConnectionsAsync(company.Key))!;

        Assert.Equal("Both", found.Company.Name);
        Assert.Equal(["early", "late"], found.Connections.Select(connection => connection.Id.Value));
        Assert.Equal(Make.Noon, found.LastSync);
    }

    [Fact]
    public async Task UpdateConnectionAsync_KeepsErrorsSecretAndLastSync()
    {
        var read = await _store.AddConnectionAsync(Make.Connection(Make.Company(), "c1") with { LinkSecret = "s" });
        var errors = ConnectionErrors.With(null, new ConnectionError(401, "Unauthorized", "Expired.", Make.Noon));

        await _store.UpdateConnectionAsync(read with { LastSync = Make.Noon, Errors = errors });

        var found = (await _store.FindConnectionAsync(read.Company, read.Id))!;
        Assert.Equal((Make.Noon, "s"), (found.LastSync, found.LinkSecret));
        Assert.Equal(errors.All, found.Errors!.All);
    }

    [Theory]
    [InlineData(SourceType.Accounting, false)]
    [InlineData(SourceType.Expense, true)]
    public async Task DeleteConnectionAsync_TakesTheConfigurationWithTheAccountingConnection(SourceType type, bool keepsConfiguration)
    {
        var company = Make.Company();
        var connection = await _store.AddConnectionAsync(Make.Connection(company, "c1", type));
        await _store.SetConfigurationAsync(company, new CompanyConfiguration("1", "2", "3"));

        await _store.DeleteConnectionAsync(connection);
        await _store.DeleteConnectionAsync(connection);

        Assert.Empty(await _store.ListConnectionsAsync(company));
        Assert.Equal(keepsConfiguration, await _store.FindConfigurationAsync(company) is not null);
        var next = await _store.AddConnectionAsync(Make.Connection(company, "c2", type));
        Assert.Equal("c2", next.Id.Value);
    }

    [Fact]
    public async Task DeleteConnectionAsync_ChangedSinceItWasRead_IsAConflict()
    {
        var read = await _store.AddConnectionAsync(Make.Connection(Make.Company(), "c1"));
        await _store.UpdateConnectionAsync(read with { Status = ConnectionStatus.Unlinked });

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.DeleteConnectionAsync(read));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string client)
    {
        var names = new List<string>();
        await foreach (var company in _store.ListAsync(new ClientId(client), after: null))
        {
            names.Add(company.Name);
        }

        return names;
    }
}
