using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Storage.Tests;

public sealed class SyncTransactionStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly SyncId Sync = new("sync");

    private readonly ISyncTransactionStore _store = storage.Get<ISyncTransactionStore>();

    [Fact]
    public async Task ListAsync_PagesOf37_GiveEveryRowOnceInOrder()
    {
        var company = Make.Company();
        await SaveAsync(company, 0, 100);
        await SaveAsync(company, 200, 50);
        await SaveAsync(company, 100, 100);
        var numbers = new List<int>();
        for (var first = 0; first < 250; first += 37)
        {
            var page = await _store.ListAsync(company, Sync, first, 37);
            Assert.Equal(Math.Min(37, 250 - first), page.Count);
            numbers.AddRange(page.Select(transaction => transaction.Number));
        }

        Assert.Equal(Enumerable.Range(0, 250), numbers);
    }

    [Fact]
    public async Task ListAsync_Ranges_EndWhereTheyShould()
    {
        var company = Make.Company();
        await SaveAsync(company, 0, 12);

        Assert.Empty(await _store.ListAsync(company, Sync, 12, 100));
        Assert.Empty(await _store.ListAsync(company, Sync, 0, 0));
        Assert.Equal(11, Assert.Single(await _store.ListAsync(company, Sync, 11, int.MaxValue)).Number);
        Assert.Equal([9, 10], (await _store.ListAsync(company, Sync, 9, 2)).Select(transaction => transaction.Number));
    }

    [Fact]
    public async Task SaveAsync_Again_ReplacesEveryField()
    {
        var company = Make.Company();
        var before = new SyncTransaction(3, Make.Transaction(3), TransactionStatus.PushError, "Refused");
        var after = new SyncTransaction(3, Make.Transaction(3), TransactionStatus.Completed, null, "rec/1", IntegrationType.BankFeeds);
        await _store.SaveAsync(company, Sync, [before]);
        await _store.SaveAsync(company, Sync, [after]);

        Assert.Equal(after, Assert.Single(await _store.ListAsync(company, Sync, 0, 10)));
        Assert.Equal(after, Assert.Single(await _store.FindAsync(company, Sync, after.TransactionId)));
    }

    [Fact]
    public async Task FindAsync_OneEntryPerIntegration_GivesBothInOrder()
    {
        var company = Make.Company();
        SyncTransaction[] entries =
        [
            new(0, Make.Transaction(5), TransactionStatus.Completed),
            new(1, Make.Transaction(5), TransactionStatus.Pending, IntegrationType: IntegrationType.BankFeeds),
            new(2, Make.Transaction(6), TransactionStatus.Pending),
        ];
        await _store.SaveAsync(company, Sync, entries);

        Assert.Equal(entries[..2], await _store.FindAsync(company, Sync, Make.Transaction(5)));
        Assert.Empty(await _store.FindAsync(company, Sync, Make.Transaction(7)));
    }

    [Fact]
    public async Task FindAsync_AnotherSyncOrClient_FindsNothing()
    {
        var company = Make.Company();
        await SaveAsync(company, 0, 1);
        var others = company with { Client = new ClientId("other") };

        Assert.Empty(await _store.FindAsync(company, new SyncId("other"), Make.Transaction(0)));
        Assert.Empty(await _store.FindAsync(others, Sync, Make.Transaction(0)));
        Assert.Empty(await _store.ListAsync(others, Sync, 0, 10));
    }

    [Fact]
    public async Task HostileTransactionIds_RoundTripAndNeverMeet()
    {
        var company = Make.Company();
        var rows = Make.HostileIds.Select((id, number) => new SyncTransaction(number, new TransactionId(id), TransactionStatus.Pending, id)).ToList();
        await _store.SaveAsync(company, Sync, rows);

        Assert.Equal(rows, await _store.ListAsync(company, Sync, 0, 100));
        foreach (var row in rows)
        {
            Assert.Equal(row, Assert.Single(await _store.FindAsync(company, Sync, row.TransactionId)));
        }
    }

    [Fact]
    public async Task SaveAsync_WholeChunkOfLongMessages_FitsAndIsCutVisibly()
    {
        var company = Make.Company();
        var rows = Enumerable.Range(0, 40)
            .Select(number => new SyncTransaction(number, Make.Transaction(number), TransactionStatus.PushError, new string('漢', 33_000)))
            .ToList();
        await _store.SaveAsync(company, Sync, rows);
        var stored = await _store.ListAsync(company, Sync, 0, 100);

        Assert.Equal(40, stored.Count);
        Assert.All(stored, row => Assert.Equal(new string('漢', 31_999) + "…", row.Message));
    }

    private Task SaveAsync(CompanyKey company, int first, int count) => _store.SaveAsync(
        company,
        Sync,
        [.. Enumerable.Range(first, count).Select(number => new SyncTransaction(number, Make.Transaction(number), TransactionStatus.Pending))]);
}
