using Expenses.Core.Access;
using Expenses.Core.Identifiers;
using Expenses.Testing;
using ExpensesFunctions.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExpensesFunctions.Tests.Access;

/// <summary>Keys as this process knows them: a change of its own counts at once.</summary>
public sealed class StoredApiKeysTests
{
    private static readonly StoredApiKey Key = new(new ClientId("client"), "1", "", ApiKeySecret.Sha256("secret"), DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Find_KeyWithdrawnWhileTheKeysAreRead_IsRetired()
    {
        var store = new HeldKeys();
        using var keys = new StoredApiKeys(store, new ManualTimeProvider(), NullLogger<StoredApiKeys>.Instance);

        var before = keys.FindAsync("secret", CancellationToken.None);
        keys.Forget();
        store.Answer(Key);
        await before;
        var after = keys.FindAsync("secret", CancellationToken.None);
        store.Answer(Key with { Revoked = DateTimeOffset.UnixEpoch });

        Assert.Equal(new ApiKeyOwner(Key.Client, IsRetired: true), await after);
    }

    /// <summary>Answers each read when a test says so.</summary>
    private sealed class HeldKeys : IApiKeyStore
    {
        private readonly Queue<TaskCompletionSource<IReadOnlyList<StoredApiKey>>> _reads = new();

        public void Answer(StoredApiKey key)
        {
            if (_reads.TryDequeue(out var read))
            {
                read.SetResult([key]);
            }
        }

        public Task<IReadOnlyList<StoredApiKey>> ListAsync(ClientId? client = null, CancellationToken cancellationToken = default)
        {
            var read = new TaskCompletionSource<IReadOnlyList<StoredApiKey>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _reads.Enqueue(read);
            return read.Task;
        }

        public Task AddAsync(StoredApiKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> RevokeAsync(ClientId client, string id, DateTimeOffset when, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
