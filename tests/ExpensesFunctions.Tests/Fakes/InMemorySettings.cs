using System.Collections.Concurrent;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemorySettings(StoreLog log) : ICompanySettingsStore
{
    private readonly ConcurrentDictionary<CompanyKey, CompanySettings> _settings = new();

    public Task<CompanySettings> GetAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_settings.GetValueOrDefault(company) ?? new CompanySettings());

    public Task SetAsync(CompanyKey company, CompanySettings settings, CancellationToken cancellationToken = default)
    {
        log.Note($"settings of {company}");
        _settings[company] = settings;
        return Task.CompletedTask;
    }
}
