using System.Collections.Concurrent;
using Expenses.Core.Companies.Mapping;
using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryMappedAccounts : IMappedAccounts
{
    private readonly ConcurrentDictionary<MappedAccount, CompanyId> _owners = new();

    public Task<CompanyId> ClaimAsync(MappedAccount account, CompanyId company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_owners.GetOrAdd(account, company));

    public Task<CompanyId> PassOnAsync(MappedAccount account, CompanyId from, CompanyId to, CancellationToken cancellationToken = default)
    {
        _owners.TryUpdate(account, to, from);
        return Task.FromResult(_owners[account]);
    }
}
