using System.Collections.Concurrent;
using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Access.Quota;

/// <summary>Requests of this process that are being answered, per company (codat-contract B096).</summary>
public sealed class RequestsInFlight
{
    private readonly ConcurrentDictionary<(ClientId Client, string Company), int> _counts = new();

    /// <summary>Lets a request in when there is room.</summary>
    /// <param name="client">The client.</param>
    /// <param name="company">The company as the address names it; ids have no case.</param>
    /// <param name="limit">How many there may be.</param>
    /// <returns>Whether it is in; then <see cref="Leave"/> follows.</returns>
    public bool TryEnter(ClientId client, string company, int limit)
    {
        var key = (client, company.ToUpperInvariant());
        if (_counts.AddOrUpdate(key, 1, (_, count) => count + 1) <= limit)
        {
            return true;
        }

        Leave(client, company);
        return false;
    }

    /// <summary>Takes a request out.</summary>
    /// <param name="client">The client.</param>
    /// <param name="company">The company as the address names it.</param>
    public void Leave(ClientId client, string company)
    {
        var key = (client, company.ToUpperInvariant());
        _counts.AddOrUpdate(key, 0, (_, count) => count - 1);
        // Gone only while nobody is in, so that companies do not pile up.
        _counts.TryRemove(KeyValuePair.Create(key, 0));
    }
}
