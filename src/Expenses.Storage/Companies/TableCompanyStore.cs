using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Companies;

/// <summary>
/// One partition per company: a row for the company, one for its configuration and one for the connection of each
/// source type, so that a second connection of a type meets the first one's key. One partition per client besides: its
/// companies in order, with what a list is searched by.
/// </summary>
internal sealed class TableCompanyStore(TableServiceClient service, StorageNames names) : ICompanyStore
{
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    private readonly TableClient _table = service.GetTableClient(names.Companies);

    public async Task AddAsync(Company company, CancellationToken cancellationToken = default)
    {
        var stored = await _table.TryInsertAsync(CompanyRows.Write(company), cancellationToken);
        if (stored is null)
        {
            throw new ConcurrencyConflictException($"Company {company.Key}");
        }

        await ListEntryAsync(company, cancellationToken);
    }

    public async IAsyncEnumerable<Company> ListAsync(ClientId client, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {CompanyRows.ListPartition(client)}"), cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            yield return CompanyRows.ReadEntry(client, row);
        }
    }

    public async Task<CompanyWithConnections?> FindWithConnectionsAsync(CompanyKey key, CancellationToken cancellationToken = default)
    {
        Company? company = null;
        var connections = new List<Connection>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(key), CompanyRows.CompanyRow, CompanyRows.BehindConnections, rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            if (string.Equals(row.RowKey, CompanyRows.CompanyRow, StringComparison.Ordinal))
            {
                company = CompanyRows.ReadCompany(key, row);
            }
            else if (row.RowKey.StartsWith(CompanyRows.FirstConnection, StringComparison.Ordinal))
            {
                connections.Add(CompanyRows.ReadConnection(key, row));
            }
        }

        return company is null ? null : new CompanyWithConnections(company, [.. connections.OrderBy(connection => connection.Created)]);
    }

    public async Task<Company> UpdateAsync(Company company, CancellationToken cancellationToken = default)
    {
        var etag = await _table.ReplaceAsync(CompanyRows.Write(company), company.ETag, $"Company {company.Key}", cancellationToken);
        await ListEntryAsync(company, cancellationToken);
        return company with { ETag = etag };
    }

    public async Task DeleteAsync(Company company, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company.Key);
        var rows = new List<TableTransactionAction>();
        await foreach (var row in _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: KeysOnly, cancellationToken: cancellationToken))
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), ETag.All));
        }

        try
        {
            foreach (var group in rows.Chunk(EntityGroups.MaxRows))
            {
                await _table.SubmitTransactionAsync(group, cancellationToken);
            }
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            throw new ConcurrencyConflictException($"Company {company.Key}", failure);
        }

        var entry = CompanyRows.Entry(company);
        await _table.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, ETag.All, cancellationToken);
    }

    public async Task DeleteConnectionAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        var what = $"Connection {connection.Id}";
        var row = CompanyRows.Write(connection);
        var rows = new List<TableTransactionAction> { new(TableTransactionActionType.Delete, row, ConditionalWrites.Required(connection.ETag, what)) };
        if (connection.SourceType == SourceType.Accounting
            && await _table.FindAsync(row.PartitionKey, CompanyRows.ConfigurationRow, cancellationToken) is { } configuration)
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.Delete, configuration, configuration.ETag));
        }

        try
        {
            await _table.SubmitTransactionAsync(rows, cancellationToken);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            // Gone is what was asked for, whoever did it: this call, when its first answer was lost, or another.
            if (await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is not null)
            {
                throw new ConcurrencyConflictException(what, failure);
            }
        }
    }

    public async Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(key), CompanyRows.CompanyRow, cancellationToken);
        return row is null ? null : CompanyRows.ReadCompany(key, row);
    }

    public async Task<Connection> AddConnectionAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        var row = CompanyRows.Write(connection);
        if (await _table.TryInsertAsync(row, cancellationToken) is { } etag)
        {
            return connection with { ETag = etag };
        }

        var first = await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken)
            ?? throw new ConcurrencyConflictException($"Connection {connection.Id}");
        return CompanyRows.ReadConnection(connection.Company, first);
    }

    public async Task<Connection?> FindConnectionAsync(CompanyKey company, ConnectionId id, CancellationToken cancellationToken = default)
    {
        var all = await ListConnectionsAsync(company, cancellationToken);
        return all.FirstOrDefault(connection => connection.Id == id);
    }

    public async Task<IReadOnlyList<Connection>> ListConnectionsAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        var connections = new List<Connection>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(company), CompanyRows.FirstConnection, CompanyRows.BehindConnections, rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            connections.Add(CompanyRows.ReadConnection(company, row));
        }

        return [.. connections.OrderBy(connection => connection.Created)];
    }

    public async Task<Connection> UpdateConnectionAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        var etag = await _table.ReplaceAsync(
            CompanyRows.Write(connection), connection.ETag, $"Connection {connection.Id}", cancellationToken);
        return connection with { ETag = etag };
    }

    public async Task<CompanyConfiguration?> FindConfigurationAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(company), CompanyRows.ConfigurationRow, cancellationToken);
        return row is null ? null : CompanyRows.ReadConfiguration(row);
    }

    public Task SetConfigurationAsync(CompanyKey company, CompanyConfiguration configuration, CancellationToken cancellationToken = default) =>
        _table.UpsertEntityAsync(CompanyRows.Write(company, configuration), TableUpdateMode.Replace, cancellationToken);

    private Task<Response> ListEntryAsync(Company company, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(CompanyRows.Entry(company), TableUpdateMode.Replace, cancellationToken);
}
