using System.Collections.Frozen;
using Expenses.Core.Access;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Access;

/// <summary>
/// The keys that were made while the service runs, as this process last read them. Read again in the background after ten
/// seconds, and before an answer after thirty: a key that was withdrawn opens nothing after that. For a key nobody knows they
/// are read again at most once a second, so that a new key is good at once and strangers cost next to nothing.
/// </summary>
/// <param name="store">The keys.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class StoredApiKeys(IApiKeyStore store, TimeProvider time, ILogger<StoredApiKeys> logger) : IDisposable
{
    private static readonly TimeSpan Current = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private Snapshot? _snapshot;
    private int _changes;

    /// <summary>Finds whose key it is.</summary>
    /// <param name="key">The key as presented.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The owner, or null when nobody owns it.</returns>
    public async Task<ApiKeyOwner?> FindAsync(string key, CancellationToken cancellationToken)
    {
        // Looked up by hash: how long that takes tells nothing of the key.
        var hash = ApiKeySecret.Sha256(key);
        var snapshot = _snapshot;
        if (snapshot is null || AgeOf(snapshot) >= Known || IsOutdated(snapshot) || !snapshot.Owners.TryGetValue(hash, out var owner))
        {
            snapshot = await ReadAsync(Current, cancellationToken);
            return snapshot.Owners.GetValueOrDefault(hash);
        }

        if (AgeOf(snapshot) >= Fresh)
        {
            _ = RefreshAsync();
        }

        return owner;
    }

    /// <summary>Forgets what was read, and what is just being read, so that a change made by this process counts at once.</summary>
    public void Forget() => Interlocked.Increment(ref _changes);

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private TimeSpan AgeOf(Snapshot snapshot) => time.GetUtcNow() - snapshot.Read;

    private bool IsOutdated(Snapshot snapshot) => snapshot.Changes != Volatile.Read(ref _changes);

    private async Task<Snapshot> ReadAsync(TimeSpan goodFor, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is not { } read || AgeOf(read) >= goodFor || IsOutdated(read))
            {
                var (now, changes) = (time.GetUtcNow(), Volatile.Read(ref _changes));
                var keys = await store.ListAsync(client: null, cancellationToken);
                _snapshot = read = new Snapshot(now, changes, keys.ToFrozenDictionary(
                    one => one.Sha256, one => new ApiKeyOwner(one.Client, one.Revoked is not null), StringComparer.Ordinal));
            }

            return read;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task RefreshAsync()
    {
        if (_reading.CurrentCount == 0)
        {
            return;
        }

        try
        {
            await ReadAsync(Fresh, CancellationToken.None);
        }
#pragma warning disable CA1031 // Nobody waits for this; the next request that must know asks again and is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NotRead(logger, exception);
        }
    }

    [LoggerMessage(2021, LogLevel.Warning, "The API keys could not be read again")]
    private static partial void NotRead(ILogger logger, Exception exception);

    private sealed record Snapshot(DateTimeOffset Read, int Changes, FrozenDictionary<string, ApiKeyOwner> Owners);
}
