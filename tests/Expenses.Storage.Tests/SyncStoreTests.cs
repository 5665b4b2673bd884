using Azure.Data.Tables;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Storage.Tests;

public sealed class SyncStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Later = Make.Noon.AddYears(1);

    private readonly ISyncStore _store = storage.Get<ISyncStore>();

    [Fact]
    public async Task FindAsync_AfterAddAndUpdate_GivesEveryField()
    {
        var added = await _store.AddAsync(Make.Sync(Make.Company(), "s") with { Requested = Make.Noon.AddTicks(7654321), RunInstanceId = "run" });
        var updated = await _store.UpdateAsync(added with
        {
            Code = SyncStatusCode.PushError,
            Stage = SyncStage.Finished,
            Attempt = 2,
            Retried = Make.Noon.AddMinutes(1),
            Started = Make.Noon.AddMinutes(2),
            Completed = Make.Noon.AddMinutes(3).AddTicks(9),
            TransactionCount = 123_456,
            ErrorMessage = "é",
            SyncExceptionMessage = "stack",
            DataPushed = true,
        });
        var found = await _store.FindAsync(added.Company, added.Id);

        Assert.Equal(updated.DatasetIds, found!.DatasetIds);
        Assert.Equal(updated, found with { DatasetIds = updated.DatasetIds });
        Assert.NotEqual(added.ETag, updated.ETag);
    }

    [Fact]
    public async Task AddAsync_SameIdAgain_GivesWhatWasStoredFirst()
    {
        var company = Make.Company();
        var first = await _store.AddAsync(Make.Sync(company, "s"));
        var second = await _store.AddAsync(Make.Sync(company, "s", TimeSpan.FromHours(1)));

        Assert.Equal(first.ETag, second.ETag);
        Assert.Equal(first.Requested, second.Requested);
        Assert.Single(await _store.ListAsync(company).ToListAsync());
        Assert.Single(await OutstandingAsync(company));
    }

    [Fact]
    public async Task AddAsync_ManyAtOnce_StoresOneThatAllAreGiven()
    {
        var company = Make.Company();
        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _store.AddAsync(Make.Sync(company, "s", TimeSpan.FromSeconds(i)))));

        Assert.Single(given.Select(sync => (sync.ETag, sync.Requested)).Distinct());
        Assert.Single(await _store.ListAsync(company).ToListAsync());
        Assert.Single(await OutstandingAsync(company));
    }

    [Fact]
    public async Task UpdateAsync_TwoWriters_TheSecondIsToldAndChangesNothing()
    {
        var read = await _store.AddAsync(Make.Sync(Make.Company(), "s"));
        await _store.UpdateAsync(read with { Stage = SyncStage.Started });

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateAsync(read with { Stage = SyncStage.Pushing }));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateAsync(read.Finished(SyncStatusCode.Complete)));
        Assert.Equal(SyncStage.Started, (await _store.FindAsync(read.Company, read.Id))!.Stage);
        Assert.Null(await _store.FindLastSuccessfulAsync(read.Company));
        Assert.Single(await OutstandingAsync(read.Company));
    }

    [Fact]
    public async Task UpdateAsync_NeverStored_IsAConflict()
    {
        var sync = Make.Sync(Make.Company(), "s");

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateAsync(sync));
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateAsync(sync.Finished(SyncStatusCode.Complete)));
        Assert.Empty(await OutstandingAsync(sync.Company));
    }

    [Fact]
    public async Task ListAsync_MoreThanAPage_NewestFirst()
    {
        var company = Make.Company();
        for (var i = 0; i < 60; i++)
        {
            await _store.AddAsync(Make.Sync(company, $"s{i}", TimeSpan.FromTicks(i)));
        }

        var listed = await _store.ListAsync(company).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 60).Reverse().Select(i => $"s{i}"), listed.Select(sync => sync.Id.Value));
    }

    [Fact]
    public async Task ListAsync_ETagOfAListedSync_IsGoodForAnUpdate()
    {
        var company = Make.Company();
        await _store.AddAsync(Make.Sync(company, "s"));
        var listed = Assert.Single(await _store.ListAsync(company).ToListAsync());

        Assert.Equal(SyncStage.Started, (await _store.UpdateAsync(listed with { Stage = SyncStage.Started })).Stage);
    }

    [Fact]
    public async Task FindLastSuccessfulAsync_OlderOneEndsLater_StaysTheNewest()
    {
        var company = Make.Company();
        var syncs = new List<SyncRecord>();
        for (var i = 0; i < 4; i++)
        {
            syncs.Add(await _store.AddAsync(Make.Sync(company, $"s{i}", TimeSpan.FromMinutes(i))));
        }

        Assert.Null(await _store.FindLastSuccessfulAsync(company));
        await _store.UpdateAsync(syncs[1].Finished(SyncStatusCode.Complete));
        Assert.Equal("s1", (await _store.FindLastSuccessfulAsync(company))!.Id.Value);
        await _store.UpdateAsync(syncs[2].Finished(SyncStatusCode.CompleteNothingWritten));
        await _store.UpdateAsync(syncs[0].Finished(SyncStatusCode.Complete));
        await _store.UpdateAsync(syncs[3].Finished(SyncStatusCode.PushError));
        Assert.Equal("s2", (await _store.FindLastSuccessfulAsync(company))!.Id.Value);
    }

    [Fact]
    public async Task ListOutstandingAsync_OldestFirstOfAllCompaniesBeforeTheTime()
    {
        var first = await _store.AddAsync(Make.Sync(Make.Company("outstanding-a"), "s", TimeSpan.FromDays(-20)));
        var second = await _store.AddAsync(Make.Sync(Make.Company("outstanding-b"), "s", TimeSpan.FromDays(-19)));
        var third = await _store.AddAsync(Make.Sync(first.Company, "t", TimeSpan.FromDays(-18)));
        var listed = await _store.ListOutstandingAsync(third.Requested).ToListAsync();

        Assert.Equal([(first.Company, first.Id, first.ETag), (second.Company, second.Id, second.ETag)], listed.Select(sync => (sync.Company, sync.Id, sync.ETag)));
    }

    [Fact]
    public async Task ListOutstandingAsync_FinishedThenRetried_IsListedAgain()
    {
        var added = await _store.AddAsync(Make.Sync(Make.Company(), "s"));
        var finished = await _store.UpdateAsync(added.Finished(SyncStatusCode.PushError));
        Assert.Empty(await OutstandingAsync(added.Company));

        await _store.UpdateAsync(finished with { Stage = SyncStage.NotStarted, Code = SyncStatusCode.InProgress, Attempt = 1 });
        Assert.Equal(1, Assert.Single(await OutstandingAsync(added.Company)).Attempt);
    }

    [Fact]
    public async Task ListOutstandingAsync_RetryBeganBeforeTheFirstAttemptWasTakenOff_StaysListed()
    {
        var added = await _store.AddAsync(Make.Sync(Make.Company(), "s"));
        var outstanding = storage.Get<Syncs.OutstandingSyncs>();
        var finished = await _store.UpdateAsync(added.Finished(SyncStatusCode.PushError));
        await _store.UpdateAsync(finished with { Stage = SyncStage.NotStarted, Code = SyncStatusCode.InProgress, Attempt = 1 });

        // What the writer that finished the first attempt does last, coming late.
        await outstanding.RemoveAsync(finished, CancellationToken.None);
        Assert.Single(await OutstandingAsync(added.Company));
    }

    [Fact]
    public async Task ListOutstandingAsync_CrashAfterTheRecordFinished_SkipsAndRemovesTheRow()
    {
        var added = await _store.AddAsync(Make.Sync(Make.Company(), "s"));
        await _store.UpdateAsync(added.Finished(SyncStatusCode.Complete));
        await storage.Get<Syncs.OutstandingSyncs>().AddAsync(added, CancellationToken.None);

        Assert.Empty(await OutstandingAsync(added.Company));
        Assert.DoesNotContain(await OutstandingRowsAsync(), row => row.Contains(added.Company.Company.Value + "~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListOutstandingAsync_CrashBeforeTheRecordWasWritten_SkipsTheRowUntilTheSyncIsAdded()
    {
        var sync = Make.Sync(Make.Company(), "s");
        await storage.Get<Syncs.OutstandingSyncs>().AddAsync(sync, CancellationToken.None);
        Assert.Empty(await OutstandingAsync(sync.Company));

        await _store.AddAsync(sync);
        Assert.Single(await OutstandingAsync(sync.Company));
    }

    [Fact]
    public async Task ReadProgressAsync_SumsTheNewestOfEachChunk()
    {
        var company = Make.Company();
        var id = new SyncId("s");
        Assert.Equal(new SyncCounts(), await _store.ReadProgressAsync(company, id));
        await _store.SetProgressAsync(company, id, 0, new SyncCounts(Pending: 100));
        await _store.SetProgressAsync(company, id, 0, new SyncCounts(90, 1, 2, 3, 4));
        await _store.SetProgressAsync(company, id, 1, new SyncCounts(Completed: 100));
        await _store.SetProgressAsync(company, new SyncId("s2"), 0, new SyncCounts(Completed: 1000));

        Assert.Equal(new SyncCounts(190, 1, 2, 3, 4), await _store.ReadProgressAsync(company, id));
    }

    [Fact]
    public async Task EveryRead_OfAnotherClient_FindsNothing()
    {
        var added = await _store.AddAsync(Make.Sync(Make.Company(), "s"));
        await _store.UpdateAsync(added.Finished(SyncStatusCode.Complete));
        await _store.SetProgressAsync(added.Company, added.Id, 0, new SyncCounts(Completed: 1));
        var others = added.Company with { Client = new ClientId("other") };

        Assert.Null(await _store.FindAsync(others, added.Id));
        Assert.Null(await _store.FindLastSuccessfulAsync(others));
        Assert.Empty(await _store.ListAsync(others).ToListAsync());
        Assert.Equal(new SyncCounts(), await _store.ReadProgressAsync(others, added.Id));
    }

    [Fact]
    public async Task HostileSyncIds_RoundTripAndNeverMeet()
    {
        var company = Make.Company();
        foreach (var id in Make.HostileIds)
        {
            await _store.AddAsync(Make.Sync(company, id));
        }

        Assert.Equal(Make.HostileIds.Count, (await _store.ListAsync(company).ToListAsync()).Count);
        foreach (var id in Make.HostileIds)
        {
            Assert.Equal(id, (await _store.FindAsync(company, new SyncId(id)))!.Id.Value);
        }
    }

    [Fact]
    public async Task UpdateAsync_LongTexts_AreCutVisibly()
    {
        var added = await _store.AddAsync(Make.Sync(Make.Company(), "s"));
        await _store.UpdateAsync(added with { ErrorMessage = new string('e', 40_000), SyncExceptionMessage = new string('x', 32_000) });
        var found = await _store.FindAsync(added.Company, added.Id);

        Assert.Equal(new string('e', 31_999) + "…", found!.ErrorMessage);
        Assert.Equal(new string('x', 32_000), found.SyncExceptionMessage);
    }

    private async Task<List<SyncRecord>> OutstandingAsync(CompanyKey company) =>
        (await _store.ListOutstandingAsync(Later).ToListAsync()).FindAll(sync => sync.Company == company);

    private async Task<List<string>> OutstandingRowsAsync()
    {
        var table = storage.Get<TableServiceClient>().GetTableClient(storage.Get<StorageNames>().OutstandingSyncs);
        return (await table.QueryAsync<TableEntity>().ToListAsync()).ConvertAll(row => row.RowKey);
    }
}
