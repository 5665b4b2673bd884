using System.Collections.Concurrent;
using Expenses.Connectors.Codat.Http;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;

namespace Expenses.Connectors.Codat;

/// <summary>
/// The account's companies, for the one client it belongs to. Found ones are remembered for a few minutes, in memory: the
/// account stays the one place that knows them.
/// </summary>
/// <param name="client">The account.</param>
/// <param name="owner">The client it belongs to.</param>
/// <param name="time">The clock.</param>
internal sealed class CodatCompanies(CodatClient client, ClientId owner, TimeProvider time) : ICompanyDirectory
{
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<CompanyKey, (Company Company, DateTimeOffset Until)> _known = new();

    public async Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default)
    {
        if (key.Client != owner)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && known.Until > now)
        {
            return known.Company;
        }

        if (await client.FindAsync<CompanyAnswer>(CodatPaths.Company(key.Company), cancellationToken) is not { } answer)
        {
            _known.TryRemove(key, out _);
            return null;
        }

        var company = CodatMapper.Company(key, answer);
        Remember(key, company, now);
        return company;
    }

    private void Remember(CompanyKey key, Company company, DateTimeOffset now)
    {
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known[key] = (company, now + RememberedFor);
    }
}
