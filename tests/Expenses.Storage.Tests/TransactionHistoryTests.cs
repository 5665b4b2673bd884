using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Storage.Tests;

public sealed class TransactionHistoryTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly ITransactionHistory _history = storage.Get<ITransactionHistory>();
    private readonly ICompanySettingsStore _settings = storage.Get<ICompanySettingsStore>();

    [Fact]
    public async Task PageAsync_SeveralSyncs_NewestFirst_EachOnce()
    {
        var company = Make.Company();
        var (old, recent) = (Sync(company, "old", Make.Noon), Sync(company, "recent", Make.Noon.AddTicks(1)));
        await _history.AddAsync(recent, [.. Enumerable.Range(0, 100).Select(Make.Transaction)]);
        await _history.AddAsync(old, [Make.Transaction(7), Make.Transaction(7)]);
        await _history.AddAsync(old, [Make.Transaction(7)]);

        Assert.Equal([recent.Id, old.Id], (await _history.PageAsync(company, Make.Transaction(7), 0, 100)).Items);
        Assert.Equal([recent.Id], (await _history.PageAsync(company, Make.Transaction(99), 0, 100)).Items);
        Assert.Empty((await _history.PageAsync(company, Make.Transaction(100), 0, 100)).Items);
    }

    [Fact]
    public async Task PageAsync_IdsThatBeginAlikeAndOtherClients_NeverMeet()
    {
        var company = Make.Company();
        await _history.AddAsync(Sync(company, "s", Make.Noon), [new TransactionId("ab"), new TransactionId("a~b")]);

        Assert.Empty((await _history.PageAsync(company, new TransactionId("a"), 0, 100)).Items);
        Assert.Single((await _history.PageAsync(company, new TransactionId("a~b"), 0, 100)).Items);
        Assert.Empty((await _history.PageAsync(company with { Client = new ClientId("other") }, new TransactionId("ab"), 0, 100)).Items);
    }

    [Fact]
    public async Task Settings_AreTheDefaultsUntilSet()
    {
        var company = Make.Company();
        var before = await _settings.GetAsync(company);
        await _settings.SetAsync(company, new CompanySettings(SyncOnCreate: false));

        Assert.True(before.SyncOnCreate);
        Assert.False((await _settings.GetAsync(company)).SyncOnCreate);
        Assert.True((await _settings.GetAsync(company with { Client = new ClientId("other") })).SyncOnCreate);
    }

    private static SyncRecord Sync(CompanyKey company, string id, DateTimeOffset requested) => new()
    {
        Company = company, Id = new SyncId(id), DatasetIds = [], Requested = requested, CorrelationId = "c",
    };
}
