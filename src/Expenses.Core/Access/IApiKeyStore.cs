using Expenses.Core.Identifiers;

namespace Expenses.Core.Access;

/// <summary>Keeps the API keys that were made while the service runs; those of the settings are not in here.</summary>
public interface IApiKeyStore
{
    /// <summary>Keeps a new key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task AddAsync(StoredApiKey key, CancellationToken cancellationToken = default);

    /// <summary>Lists keys, the last hundred withdrawn ones of each client too, oldest first.</summary>
    /// <param name="client">Whose; null for everybody's.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The keys.</returns>
    Task<IReadOnlyList<StoredApiKey>> ListAsync(ClientId? client = null, CancellationToken cancellationToken = default);

    /// <summary>Withdraws a key. The oldest withdrawn ones are forgotten, so that a client's list stays short.</summary>
    /// <param name="client">Whose it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="when">UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the client has no such key, or it was withdrawn before.</returns>
    Task<bool> RevokeAsync(ClientId client, string id, DateTimeOffset when, CancellationToken cancellationToken = default);
}
