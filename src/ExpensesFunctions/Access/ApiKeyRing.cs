using System.Security.Cryptography;
using System.Text;
using Expenses.Core.Identifiers;
using Microsoft.Extensions.Configuration;

namespace ExpensesFunctions.Access;

/// <summary>
/// The API keys this service knows, as hashes: `ApiKeys:Clients:{clientId}` and, for keys that were withdrawn,
/// `ApiKeys:Retired:{clientId}` hold SHA-256 hashes in hexadecimal, several separated by commas while a key is rotated.
/// Names of settings have no case, so neither have client ids: they are kept in lower case, however a setting is written.
/// </summary>
public sealed class ApiKeyRing
{
    private readonly IReadOnlyList<Entry> _entries;

    private ApiKeyRing(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Reads the keys from settings.</summary>
    /// <param name="configuration">All settings.</param>
    /// <returns>The ring; empty settings give a ring that knows nobody.</returns>
    /// <exception cref="InvalidOperationException">A hash is malformed, or two clients share one.</exception>
    public static ApiKeyRing From(IConfiguration configuration)
    {
        var entries = Read(configuration.GetSection("ApiKeys:Clients"), isRetired: false)
            .Concat(Read(configuration.GetSection("ApiKeys:Retired"), isRetired: true))
            .ToList();
        var shared = entries.GroupBy(entry => Convert.ToHexStringLower(entry.Hash), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return shared is null
            ? new ApiKeyRing(entries)
            : throw new InvalidOperationException($"The API key settings of {string.Join(" and ", shared.Select(entry => entry.Client))} hold the same hash.");
    }

    /// <summary>The clients that have a key here, or had one that is kept as withdrawn.</summary>
    public IEnumerable<ClientId> Clients => _entries.Select(entry => entry.Client).Distinct();

    /// <summary>Finds whose key it is. Every known hash is compared, each in constant time.</summary>
    /// <param name="key">The key as presented.</param>
    /// <returns>The owner, or null when nobody owns it.</returns>
    public ApiKeyOwner? Find(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        ApiKeyOwner? found = null;
        foreach (var entry in _entries)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, entry.Hash))
            {
                found = new ApiKeyOwner(entry.Client, entry.IsRetired);
            }
        }

        return found;
    }

    /// <summary>Whether the settings hold a good key of a client.</summary>
    /// <param name="client">The client.</param>
    /// <returns>False when the client has stored keys only.</returns>
    public bool Knows(ClientId client) => _entries.Any(entry => entry.Client == client && !entry.IsRetired);

    private static IEnumerable<Entry> Read(IConfigurationSection clients, bool isRetired) =>
        from client in clients.GetChildren()
        from hash in (client.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        select new Entry(new ClientId(client.Key.ToLowerInvariant()), Bytes(client.Path, hash), isRetired);

    private static byte[] Bytes(string setting, string hash) =>
        hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hash)
            : throw new InvalidOperationException($"Setting '{setting}' holds something that is no SHA-256 hash in hexadecimal.");

    private sealed record Entry(ClientId Client, byte[] Hash, bool IsRetired);
}

/// <summary>Whose API key it is.</summary>
/// <param name="Client">The client.</param>
/// <param name="IsRetired">Whether the key was withdrawn: known, and no longer good (codat-contract M001: 403).</param>
public sealed record ApiKeyOwner(ClientId Client, bool IsRetired);
