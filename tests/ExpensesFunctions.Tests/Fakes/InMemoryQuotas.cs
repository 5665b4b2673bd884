using System.Collections.Concurrent;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryQuotas : IRequestQuotaStore
{
    private readonly ConcurrentDictionary<(ClientId, DateOnly), int> _taken = new();

    public int ConnectedCompanies { get; set; }

    public int Calls { get; private set; }

    public Task<QuotaGrant> TakeAsync(ClientId client, DateOnly day, int wanted, int limit, CancellationToken cancellationToken = default)
    {
        Calls++;
        var taken = _taken.GetValueOrDefault((client, day));
        var granted = Math.Clamp(limit - taken, 0, wanted);
        _taken[(client, day)] = taken + granted;
        return Task.FromResult(new QuotaGrant(granted, taken + granted));
    }

    public Task<int> CountConnectedCompaniesAsync(ClientId client, CancellationToken cancellationToken = default) =>
        Task.FromResult(ConnectedCompanies);
}
