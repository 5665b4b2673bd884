using Azure;
using Azure.Data.Tables;
using Expenses.Core.Access;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Access;

/// <summary>One partition per client, one row per key.</summary>
internal sealed class TableKeyedRequestStore(TableServiceClient service, ISecretProtector protector, StorageNames names) : IKeyedRequestStore
{
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    private readonly TableClient _table = service.GetTableClient(names.KeyedRequests);

    public async Task<KeyedRequest?> FindAsync(ClientId client, string key, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(KeyText.Encode(client.Value), KeyText.Encode(key), cancellationToken);
        return row is null ? null : KeyedRequestRows.Read(client, key, row, protector);
    }

    public async Task<KeyedRequest?> TrySaveAsync(KeyedRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Answer?.Body.Length > KeyedRequestRows.MaxBody)
        {
            return null;
        }

        try
        {
            var etag = await _table.SaveAsync(KeyedRequestRows.Write(request, protector), request.ETag, "The keyed request", cancellationToken);
            return request with { ETag = etag };
        }
        catch (ConcurrencyConflictException)
        {
            // Two requests with one key are what the key is for; the caller is told that it came second.
            return null;
        }
    }

    public async Task ReleaseAsync(KeyedRequest request, CancellationToken cancellationToken = default)
    {
        var row = KeyedRequestRows.Write(request, protector);
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, new ETag(request.ETag), cancellationToken);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            // Gone, or taken over by a later request, which keeps it.
        }
    }

    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var forgotten = 0;
        var filter = TableClient.CreateQueryFilter($"Started lt {before.ToUniversalTime()}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: KeysOnly, cancellationToken: cancellationToken))
        {
            // The row may have been taken over meanwhile; its version says so.
            forgotten += await TryDeleteAsync(row, cancellationToken) ? 1 : 0;
        }

        return forgotten;
    }

    private async Task<bool> TryDeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return false;
        }
    }
}
