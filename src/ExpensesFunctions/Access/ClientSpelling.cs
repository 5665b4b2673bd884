using System.Collections.Frozen;
using Expenses.Core.Identifiers;
using Microsoft.Extensions.Configuration;

namespace ExpensesFunctions.Access;

/// <summary>
/// How `integrationType` is written to a client that asked for one spelling (codat-contract T1): setting
/// <c>Clients:{clientId}:IntegrationType</c>, <c>expense</c> or <c>expenses</c>. Without it the caller's SDK decides.
/// </summary>
public sealed class ClientSpelling
{
    private static readonly string[] Spellings = ["expense", "expenses"];

    private readonly FrozenDictionary<string, string> _pinned;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="InvalidOperationException">A client has another spelling.</exception>
    public ClientSpelling(IConfiguration configuration) => _pinned = configuration.GetSection("Clients").GetChildren()
        .Select(client => KeyValuePair.Create(client.Key, client["IntegrationType"]))
        .Where(client => client.Value is not null)
        .ToFrozenDictionary(client => client.Key, client => Checked(client.Key, client.Value!), StringComparer.OrdinalIgnoreCase);

    /// <summary>The spelling a client asked for.</summary>
    /// <param name="client">The client.</param>
    /// <returns>The spelling, or null.</returns>
    public string? Of(ClientId client) => _pinned.GetValueOrDefault(client.Value);

    private static string Checked(string client, string spelling) => Spellings.Contains(spelling, StringComparer.Ordinal)
        ? spelling
        : throw new InvalidOperationException($"Setting 'Clients:{client}:IntegrationType' must be {string.Join(" or ", Spellings)}.");
}
