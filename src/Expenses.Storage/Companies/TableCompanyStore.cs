using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Companies;

/// <summary>
/// One partition per company: a row for the company, one for its configuration and one for the connection of each
/// source type, so that a second connection of a type meets the first one's key.
/// </summary>
internal sealed class TableCompanyStore(TableServiceClient service, StorageNames names) : ICompanyStore
{
    private readonly TableClient _table = service.GetTableClient(names.Companies);

    public async Task AddAsync(Company company, CancellationToken cancellationToken = default)
    {
        var stored = await _table.TryInsertAsync(CompanyRows.Write(company), cancellationToken);
        if (stored is null)
        {
            throw new ConcurrencyConflictException($"Company {company.Key}");
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

        // Connections are never deleted, so the row that was in the way is there.
        var first = await _table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        return CompanyRows.ReadConnection(connection.Company, first.Value);
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
}
