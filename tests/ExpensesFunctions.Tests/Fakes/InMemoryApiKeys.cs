using System.Collections.Concurrent;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryApiKeys : IApiKeyStore
{
    private readonly ConcurrentDictionary<string, StoredApiKey> _keys = new();

    public Task AddAsync(StoredApiKey key, CancellationToken cancellationToken = default)
    {
        Assert.True(_keys.TryAdd(key.Id, key));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredApiKey>> ListAsync(ClientId? client = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<StoredApiKey>>([.. _keys.Values.Where(key => client is null || key.Client == client).OrderBy(key => key.Created)]);

    public Task<bool> RevokeAsync(ClientId client, string id, DateTimeOffset when, CancellationToken cancellationToken = default) => Task.FromResult(
        _keys.TryGetValue(id, out var key) && key.Client == client && key.Revoked is null && _keys.TryUpdate(id, key with { Revoked = when }, key));
}
