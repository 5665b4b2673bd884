using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>
/// One partition per sync, and not per company as everywhere else: an event from the account is looked up by it. The
/// account's ids are unique. The events about a sync are rows beside it.
/// </summary>
internal sealed class TableRemoteSyncStore(TableServiceClient service, StorageNames names) : IRemoteSyncStore
{
    // A part of a key never holds the separator, so no event's key is this one.
    private static readonly string SyncRow = $"{KeyText.Separator}sync";

    private readonly TableClient _table = service.GetTableClient(names.RemoteSyncs);

    public Task SaveAsync(RemoteSync sync, CancellationToken cancellationToken = default) => _table.UpsertEntityAsync(
        new TableEntity(Partition(sync.Sync), SyncRow)
        {
            [nameof(ClientId)] = sync.Company.Client.Value,
            [nameof(CompanyId)] = sync.Company.Company.Value,
            [nameof(RunId)] = sync.Run.Value,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    public async Task<RemoteSync?> FindAsync(SyncId sync, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(Partition(sync), SyncRow, cancellationToken);
        return row is null ? null : new RemoteSync(
            sync,
            new CompanyKey(new ClientId(row.Text(nameof(ClientId))), new CompanyId(row.Text(nameof(CompanyId)))),
            new RunId(row.Text(nameof(RunId))));
    }

    public Task RememberEventAsync(SyncId sync, string eventId, CancellationToken cancellationToken = default) => _table.UpsertEntityAsync(
        new TableEntity(Partition(sync), KeyText.Encode(eventId)), TableUpdateMode.Replace, cancellationToken);

    public async Task<bool> IsRememberedAsync(SyncId sync, string eventId, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(Partition(sync), KeyText.Encode(eventId), cancellationToken) is not null;

    private static string Partition(SyncId sync) => KeyText.Encode(sync.Value);
}
