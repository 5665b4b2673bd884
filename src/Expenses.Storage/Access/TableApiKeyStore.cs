using Azure;
using Azure.Data.Tables;
using Expenses.Core.Access;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Access;

/// <summary>One partition per client, one row per key, found by its id; the hash is a property, the key is nowhere.</summary>
internal sealed class TableApiKeyStore(TableServiceClient service, StorageNames names) : IApiKeyStore
{
    /// <summary>How many withdrawn keys of a client are kept.</summary>
    public const int WithdrawnKept = 100;

    private readonly TableClient _table = service.GetTableClient(names.ApiKeys);

    public async Task AddAsync(StoredApiKey key, CancellationToken cancellationToken = default)
    {
        if (await _table.TryInsertAsync(Write(key), cancellationToken) is null)
        {
            throw new ConcurrencyConflictException($"API key {key.Id}");
        }
    }

    public async Task<IReadOnlyList<StoredApiKey>> ListAsync(ClientId? client = null, CancellationToken cancellationToken = default)
    {
        var keys = new List<StoredApiKey>();
        var filter = client is { } owner ? TableClient.CreateQueryFilter($"PartitionKey eq {KeyText.Encode(owner.Value)}") : null;
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            keys.Add(Read(row));
        }

        return [.. keys.OrderBy(key => key.Created).ThenBy(key => key.Id, StringComparer.Ordinal)];
    }

    public async Task<bool> RevokeAsync(ClientId client, string id, DateTimeOffset when, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(KeyText.Encode(client.Value), KeyText.Encode(id), cancellationToken);
        if (row is null || Read(row) is not { Revoked: null } key)
        {
            return false;
        }

        await _table.ReplaceAsync(Write(key with { Revoked = when }), row.ETag.ToString(), $"API key {id}", cancellationToken);
        await ForgetOldAsync(client, cancellationToken);
        return true;
    }

    // Every request with an unknown key may have the keys read, so they must not pile up.
    private async Task ForgetOldAsync(ClientId client, CancellationToken cancellationToken)
    {
        var keys = await ListAsync(client, cancellationToken);
        foreach (var old in keys.Where(key => key.Revoked is not null).OrderByDescending(key => key.Revoked).Skip(WithdrawnKept))
        {
            await _table.DeleteEntityAsync(KeyText.Encode(client.Value), KeyText.Encode(old.Id), ETag.All, cancellationToken);
        }
    }

    private static TableEntity Write(StoredApiKey key)
    {
        var row = new TableEntity(KeyText.Encode(key.Client.Value), KeyText.Encode(key.Id))
        {
            ["Client"] = key.Client.Value,
            ["Id"] = key.Id,
            ["Name"] = key.Name,
            ["Sha256"] = key.Sha256,
            ["Created"] = key.Created.ToUniversalTime(),
        };
        if (key.Revoked is { } revoked)
        {
            row["Revoked"] = revoked.ToUniversalTime();
        }

        return row;
    }

    private static StoredApiKey Read(TableEntity row) => new(
        new ClientId(row.Text("Client")),
        row.Text("Id"),
        row.Text("Name"),
        row.Text("Sha256"),
        row.Instant("Created"),
        row.OptionalInstant("Revoked"));
}
