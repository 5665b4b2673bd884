using Expenses.Core.Identifiers;

namespace Expenses.Core.Access;

/// <summary>Keeps requests that came with an `Idempotency-Key`, each under its client and key.</summary>
public interface IKeyedRequestStore
{
    /// <summary>Finds a request.</summary>
    /// <param name="client">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The request, or null.</returns>
    Task<KeyedRequest?> FindAsync(ClientId client, string key, CancellationToken cancellationToken = default);

    /// <summary>Stores a request: a new one when it has no version, else in place of the version it has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The same with its new version; null when another writer was first, or its answer is too large to be kept.</returns>
    Task<KeyedRequest?> TrySaveAsync(KeyedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Forgets a request, so that its key is free again; nothing happens when another writer has changed it.</summary>
    /// <param name="request">The request, with its version.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone.</returns>
    Task ReleaseAsync(KeyedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Forgets all that came before a time.</summary>
    /// <param name="before">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}
