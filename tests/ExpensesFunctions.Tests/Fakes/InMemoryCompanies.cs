using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryCompanies(StoreLog log) : ICompanyStore
{
    private readonly ConcurrentDictionary<CompanyKey, Company> _companies = new();
    private readonly ConcurrentDictionary<(CompanyKey, SourceType), Connection> _connections = new();
    private readonly ConcurrentDictionary<CompanyKey, CompanyConfiguration> _configurations = new();

    public Task AddAsync(Company company, CancellationToken cancellationToken = default)
    {
        log.Note($"company {company.Key}");
        return _companies.TryAdd(company.Key, company)
            ? Task.CompletedTask
            : throw new ConcurrencyConflictException($"Company {company.Key}");
    }

    public Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default) =>
        Task.FromResult(_companies.GetValueOrDefault(key));

    public async IAsyncEnumerable<Company> ListAsync(ClientId client, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var company in _companies.Values.Where(one => one.Key.Client == client).OrderByDescending(one => one.Created))
        {
            yield return company;
        }
    }

    public async Task<CompanyWithConnections?> FindWithConnectionsAsync(CompanyKey key, CancellationToken cancellationToken = default) =>
        _companies.TryGetValue(key, out var company)
            ? new CompanyWithConnections(company, await ListConnectionsAsync(key, cancellationToken))
            : null;

    public Task<Company> UpdateAsync(Company company, CancellationToken cancellationToken = default)
    {
        log.Note($"company {company.Key}");
        _companies[company.Key] = company;
        return Task.FromResult(company);
    }

    public Task DeleteAsync(Company company, CancellationToken cancellationToken = default)
    {
        log.Note($"company {company.Key} deleted");
        _companies.TryRemove(company.Key, out _);
        _configurations.TryRemove(company.Key, out _);
        foreach (var type in Enum.GetValues<SourceType>())
        {
            _connections.TryRemove((company.Key, type), out _);
        }

        return Task.CompletedTask;
    }

    public Task DeleteConnectionAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        log.Note($"connection {connection.Id} deleted");
        _connections.TryRemove((connection.Company, connection.SourceType), out _);
        if (connection.SourceType == SourceType.Accounting)
        {
            _configurations.TryRemove(connection.Company, out _);
        }

        return Task.CompletedTask;
    }

    public Task<Connection> AddConnectionAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        log.Note($"connection {connection.Id}");
        return Task.FromResult(_connections.GetOrAdd((connection.Company, connection.SourceType), connection with { ETag = "1" }));
    }

    public Task<Connection?> FindConnectionAsync(CompanyKey company, ConnectionId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_connections.Values.FirstOrDefault(one => one.Company == company && one.Id == id));

    public Task<IReadOnlyList<Connection>> ListConnectionsAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Connection>>([.. _connections.Values.Where(one => one.Company == company).OrderBy(one => one.Created)]);

    public Task<Connection> UpdateConnectionAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        log.Note($"connection {connection.Id}");
        _connections[(connection.Company, connection.SourceType)] = connection;
        return Task.FromResult(connection);
    }

    public Task<CompanyConfiguration?> FindConfigurationAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_configurations.GetValueOrDefault(company));

    public Task SetConfigurationAsync(CompanyKey company, CompanyConfiguration configuration, CancellationToken cancellationToken = default)
    {
        log.Note($"configuration {company}");
        _configurations[company] = configuration;
        return Task.CompletedTask;
    }
}
