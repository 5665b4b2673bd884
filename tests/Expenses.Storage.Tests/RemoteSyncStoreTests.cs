using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Storage.Tests;

public sealed class RemoteSyncStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IRemoteSyncStore _syncs = storage.Get<IRemoteSyncStore>();

    [Fact]
    public async Task FindAsync_SavedTwice_GivesWhoWaits()
    {
        var sync = new RemoteSync(new SyncId("theirs/1"), Make.Company(), new RunId("run-1"));
        await _syncs.SaveAsync(sync);
        await _syncs.SaveAsync(sync);

        Assert.Equal(sync, await _syncs.FindAsync(sync.Sync));
        Assert.Null(await _syncs.FindAsync(new SyncId("theirs/2")));
    }

    [Fact]
    public async Task IsRememberedAsync_HostileEventIds_NeverMeetEachOtherNorTheSync()
    {
        var sync = new RemoteSync(new SyncId("theirs/3"), Make.Company(), new RunId("run-3"));
        await _syncs.SaveAsync(sync);
        foreach (var id in Make.HostileIds.Append("~sync"))
        {
            Assert.False(await _syncs.IsRememberedAsync(sync.Sync, id), id);
            await _syncs.RememberEventAsync(sync.Sync, id);
            Assert.True(await _syncs.IsRememberedAsync(sync.Sync, id), id);
        }

        Assert.Equal(sync, await _syncs.FindAsync(sync.Sync));
        Assert.False(await _syncs.IsRememberedAsync(new SyncId("theirs/4"), "a"));
    }
}
