using Expenses.Core.Access;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Access;
using ExpensesFunctions.Contracts;
using Microsoft.Extensions.Configuration;

namespace ExpensesFunctions.Rounds;

/// <summary>The companies of all clients, a page at a time. Clients are those that have, or had, an API key.</summary>
/// <param name="configuration">Settings: the API keys of an operator.</param>
/// <param name="keys">The API keys that were made later.</param>
/// <param name="companies">Companies.</param>
public sealed class CompanyRounds(IConfiguration configuration, IApiKeyStore keys, ICompanyStore companies)
{
    private const int PageSize = 100;

    private readonly ApiKeyRing _ring = ApiKeyRing.From(configuration);

    /// <summary>Lists a page.</summary>
    /// <param name="after">Where the page before ended; null at the beginning.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page. A page ends with its client, too.</returns>
    public async Task<CompanyPageV1> ListAsync(CompanyPlaceV1? after, CancellationToken cancellationToken)
    {
        var clients = await ClientsAsync(cancellationToken);
        var client = clients.Find(one => string.CompareOrdinal(one.Value, after?.Client ?? "") >= 0);
        if (client == default)
        {
            return new CompanyPageV1([], Next: null);
        }

        var isSame = string.Equals(client.Value, after?.Client, StringComparison.Ordinal);
        var place = isSame && after is { Created: { } created, Company: { } company } ? new CompanyPlace(created, new CompanyId(company)) : null;
        var page = await companies.ListAsync(client, place, cancellationToken).Take(PageSize).ToListAsync(cancellationToken);
        var found = page.ConvertAll(one => new CompanyV1(client.Value, one.Key.Company.Value));
        if (page.Count == PageSize)
        {
            return new CompanyPageV1(found, new CompanyPlaceV1(client.Value, page[^1].Created, page[^1].Key.Company.Value));
        }

        var next = clients.Find(one => string.CompareOrdinal(one.Value, client.Value) > 0);
        return new CompanyPageV1(found, next == default ? null : new CompanyPlaceV1(next.Value));
    }

    private async Task<List<ClientId>> ClientsAsync(CancellationToken cancellationToken)
    {
        var stored = await keys.ListAsync(client: null, cancellationToken);
        return [.. _ring.Clients.Concat(stored.Select(key => key.Client)).Distinct().OrderBy(client => client.Value, StringComparer.Ordinal)];
    }
}
