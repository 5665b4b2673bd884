using System.Collections.Concurrent;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryKeyedRequests : IKeyedRequestStore
{
    private readonly ConcurrentDictionary<(ClientId, string), KeyedRequest> _requests = new();
    private int _versions;

    public Task<KeyedRequest?> FindAsync(ClientId client, string key, CancellationToken cancellationToken = default) =>
        Task.FromResult(_requests.GetValueOrDefault((client, key)));

    public Task<KeyedRequest?> TrySaveAsync(KeyedRequest request, CancellationToken cancellationToken = default)
    {
        var next = request with { ETag = $"{Interlocked.Increment(ref _versions)}" };
        var isSaved = request.ETag.Length == 0
            ? _requests.TryAdd((request.Client, request.Key), next)
            : _requests.TryGetValue((request.Client, request.Key), out var old) && old.ETag == request.ETag
                && _requests.TryUpdate((request.Client, request.Key), next, old);
        return Task.FromResult(isSaved ? next : null);
    }

    public Task ReleaseAsync(KeyedRequest request, CancellationToken cancellationToken = default)
    {
        if (_requests.TryGetValue((request.Client, request.Key), out var old) && old.ETag == request.ETag)
        {
            _requests.TryRemove(KeyValuePair.Create((request.Client, request.Key), old));
        }

        return Task.CompletedTask;
    }

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public bool Holds(string client, string key) => _requests.ContainsKey((new ClientId(client), key));

    /// <summary>Makes a request older than it is.</summary>
    public void Age(string client, string key, TimeSpan by) => _requests.AddOrUpdate(
        (new ClientId(client), key),
        _ => throw new KeyNotFoundException(key),
        (_, old) => old with { Started = old.Started - by });

    /// <summary>A request that another process is carrying out.</summary>
    public void Start(string client, string key, DateTimeOffset started) => _requests[(new ClientId(client), key)] = new KeyedRequest
    {
        Client = new ClientId(client), Key = key, Request = "POST /companies", Started = started, ETag = "elsewhere",
    };
}
