using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryCompanies(StoreLog log) : ICompanyStore
{
    private readonly ConcurrentDictionary<CompanyKey, Company> _companies = new();
    private readonly ConcurrentDictionary<(CompanyKey, SourceType), Connection> _connections = new();
    private readonly ConcurrentDictionary<CompanyKey, CompanyConfiguration> _configurations = new();

    private readonly ConcurrentDictionary<object, bool> _deleted = new();

    /// <summary>Where committed events go.</summary>
    public Action<PublishedEvent> Tell { get; set; } = _ => { };

    /// <summary>What somebody else writes into a connection just before its next write.</summary>
    public Func<Connection, Connection>? Meanwhile { get; set; }

    public Task AddAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        log.Note($"company {company.Key}");
        if (_deleted.ContainsKey(company.Key) || !_companies.TryAdd(company.Key, company))
        {
            throw new ConcurrencyConflictException($"Company {company.Key}");
        }

        TellAll(told);
        return Task.CompletedTask;
    }

    public Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default) =>
        Task.FromResult(_companies.GetValueOrDefault(key));

    public async Task<Slice<Company>> PageAsync(ClientId client, int first, int count, CancellationToken cancellationToken = default)
    {
        var all = await ListAsync(client, after: null, cancellationToken).ToListAsync(cancellationToken);
        return new Slice<Company>([.. all.Skip(first).Take(count)], all.Count);
    }

    public Task RemoveStaleEntryAsync(Company listed, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<ILookup<CompanyKey, Connection>> ListConnectionsAsync(
        ClientId client, IEnumerable<CompanyKey> companies, CancellationToken cancellationToken = default) =>
        Task.FromResult(_connections.Values.Where(one => companies.Contains(one.Company)).OrderBy(one => one.Created).ToLookup(one => one.Company));

    public async IAsyncEnumerable<Company> ListAsync(
        ClientId client, CompanyPlace? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var company in _companies.Values
            .Where(one => one.Key.Client == client)
            .OrderByDescending(one => one.Created)
            .ThenBy(one => one.Key.Company.Value, StringComparer.Ordinal)
            .Where(one => after is null
                || one.Created < after.Created
                || (one.Created == after.Created && string.CompareOrdinal(one.Key.Company.Value, after.Id.Value) > 0)))
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

    public Task DeleteAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        log.Note($"company {company.Key} deleted");
        _deleted[company.Key] = true;
        _companies.TryRemove(company.Key, out _);
        _configurations.TryRemove(company.Key, out _);
        foreach (var type in Enum.GetValues<SourceType>())
        {
            _connections.TryRemove((company.Key, type), out _);
        }

        TellAll(told);
        return Task.CompletedTask;
    }

    public Task DeleteConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        log.Note($"connection {connection.Id} deleted");
        _deleted[(connection.Company, connection.Id)] = true;
        _connections.TryRemove((connection.Company, connection.SourceType), out _);
        if (connection.SourceType == SourceType.Accounting)
        {
            _configurations.TryRemove(connection.Company, out _);
        }

        TellAll(told);
        return Task.CompletedTask;
    }

    public Task<Connection> AddConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        log.Note($"connection {connection.Id}");
        var added = connection with { ETag = "1" };
        var stored = _connections.GetOrAdd((connection.Company, connection.SourceType), added);
        if (ReferenceEquals(stored, added))
        {
            TellAll(told);
        }

        return Task.FromResult(stored);
    }

    public Task<bool> WasDeletedAsync(CompanyKey key, CancellationToken cancellationToken = default) => Task.FromResult(_deleted.ContainsKey(key));

    public Task<bool> WasDeletedAsync(CompanyKey company, ConnectionId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_deleted.ContainsKey((company, id)));

    public Task<Connection?> FindConnectionAsync(CompanyKey company, ConnectionId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_connections.Values.FirstOrDefault(one => one.Company == company && one.Id == id));

    public Task<IReadOnlyList<Connection>> ListConnectionsAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Connection>>([.. _connections.Values.Where(one => one.Company == company).OrderBy(one => one.Created)]);

    public Task<Connection> UpdateConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        log.Note($"connection {connection.Id}");
        var key = (connection.Company, connection.SourceType);
        if (Meanwhile is { } change)
        {
            Meanwhile = null;
            _connections[key] = Changed(change(_connections[key]));
        }

        var updated = Changed(connection);
        if (!_connections.TryGetValue(key, out var stored)
            || !string.Equals(stored.ETag, connection.ETag, StringComparison.Ordinal)
            || !_connections.TryUpdate(key, updated, stored))
        {
            throw new ConcurrencyConflictException($"Connection {connection.Id}");
        }

        TellAll(told);
        return Task.FromResult(updated);
    }

    public Task<CompanyConfiguration?> FindConfigurationAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_configurations.GetValueOrDefault(company));

    public Task SetConfigurationAsync(CompanyKey company, CompanyConfiguration configuration, CancellationToken cancellationToken = default)
    {
        log.Note($"configuration {company}");
        _configurations[company] = configuration;
        return Task.CompletedTask;
    }

    private static Connection Changed(Connection connection) =>
        connection with { ETag = $"{int.Parse(connection.ETag, System.Globalization.CultureInfo.InvariantCulture) + 1}" };

    private void TellAll(IReadOnlyList<PublishedEvent> told)
    {
        foreach (var one in told)
        {
            Tell(one);
        }
    }
}
