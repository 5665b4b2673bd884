using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Pushing;

/// <summary>
/// One partition per connection, and not per company as everywhere else: a platform that reports back knows no more.
/// Connection ids are ours and unique.
/// </summary>
internal sealed class TablePushOperationStore(TableServiceClient service, StorageNames names) : IPushOperationStore
{
    private readonly TableClient _table = service.GetTableClient(names.PushOperations);

    public Task SaveAsync(PushOperation operation, CancellationToken cancellationToken = default) => _table.UpsertEntityAsync(
        new TableEntity(KeyText.Encode(operation.Connection.Value), KeyText.Encode(operation.Key))
        {
            [nameof(ClientId)] = operation.Company.Client.Value,
            [nameof(CompanyId)] = operation.Company.Company.Value,
            [nameof(operation.Sync)] = operation.Sync.Value,
            [nameof(operation.InstanceId)] = operation.InstanceId,
            [nameof(operation.Requested)] = operation.Requested.ToUniversalTime(),
        },
        TableUpdateMode.Replace,
        cancellationToken);

    public async Task<PushOperation?> FindAsync(ConnectionId connection, string key, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(KeyText.Encode(connection.Value), KeyText.Encode(key), cancellationToken);
        return row is null ? null : new PushOperation(
            new CompanyKey(new ClientId(row.Text(nameof(ClientId))), new CompanyId(row.Text(nameof(CompanyId)))),
            connection,
            key,
            new SyncId(row.Text(nameof(PushOperation.Sync))),
            row.Text(nameof(PushOperation.InstanceId)),
            row.Instant(nameof(PushOperation.Requested)));
    }
}
