using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Retention;
using Expenses.Storage.Tables;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Companies;

/// <summary>
/// One partition per company: a row for the company, one for its configuration and one for the connection of each
/// source type, so that a second connection of a type meets the first one's key. One partition per client besides: its
/// companies in order, with what a list is searched by.
/// </summary>
internal sealed class TableCompanyStore(
    TableServiceClient service, CommittedEvents events, DeletedCompanies deleted, StorageNames names) : ICompanyStore
{
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    private readonly TableClient _table = service.GetTableClient(names.Companies);

    public async Task AddAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var row = CompanyRows.Write(company);
        if (!await TryCommitAsync(company.Key, new(TableTransactionActionType.Add, row), told, cancellationToken))
        {
            throw new ConcurrencyConflictException($"Company {company.Key}");
        }

        await ListEntryAsync(company, cancellationToken);
        await events.PublishAsync(_table, company.Key, told, cancellationToken);
    }

    public IAsyncEnumerable<Company> ListAsync(ClientId client, CancellationToken cancellationToken = default) =>
        ListAsync(client, after: null, cancellationToken);

    public async IAsyncEnumerable<Company> ListAsync(
        ClientId client, CompanyPlace? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partition = CompanyRows.ListPartition(client);
        var rows = _table.QueryAsync<TableEntity>(
            after is null
                ? TableClient.CreateQueryFilter($"PartitionKey eq {partition}")
                : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {CompanyRows.EntryKey(after)}"),
            cancellationToken: cancellationToken);
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

    public async Task DeleteAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company.Key);
        var rows = new List<TableTransactionAction>();
        await foreach (var row in _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: KeysOnly, cancellationToken: cancellationToken))
        {
            if (!CommittedEvents.IsEvent(row.RowKey))
            {
                rows.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), ETag.All));
            }
        }

        // Nothing to delete: somebody did it, and told of it, before.
        if (rows.Count > 0)
        {
            await deleted.AddAsync(company.Key, cancellationToken);
            await CommitAsync(company.Key, [.. rows, .. await events.PrepareAsync(_table, company.Key, told, cancellationToken)], cancellationToken);
        }

        var entry = CompanyRows.Entry(company);
        await _table.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, ETag.All, cancellationToken);
        if (rows.Count > 0)
        {
            await events.PublishAsync(_table, company.Key, told, cancellationToken);
        }
    }

    public async Task DeleteConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var what = $"Connection {connection.Id}";
        var row = CompanyRows.Write(connection);
        var rows = new List<TableTransactionAction> { new(TableTransactionActionType.Delete, row, ConditionalWrites.Required(connection.ETag, what)) };
        if (connection.SourceType == SourceType.Accounting
            && await _table.FindAsync(row.PartitionKey, CompanyRows.ConfigurationRow, cancellationToken) is { } configuration)
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.Delete, configuration, configuration.ETag));
        }

        rows.AddRange(await events.PrepareAsync(_table, connection.Company, told, cancellationToken));
        try
        {
            await _table.SubmitTransactionAsync(rows, cancellationToken);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            // Gone is what was asked for, whoever did it: another, which tells of it, or this call, when its first answer
            // was lost; then its events are committed and the sweep finds them.
            if (await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is not null)
            {
                throw new ConcurrencyConflictException(what, failure);
            }

            return;
        }

        await events.PublishAsync(_table, connection.Company, told, cancellationToken);
    }

    public async Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(key), CompanyRows.CompanyRow, cancellationToken);
        return row is null ? null : CompanyRows.ReadCompany(key, row);
    }

    public async Task<Connection> AddConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var row = CompanyRows.Write(connection);
        var isFirst = await TryCommitAsync(connection.Company, new(TableTransactionActionType.Add, row), told, cancellationToken);
        if (isFirst)
        {
            await events.PublishAsync(_table, connection.Company, told, cancellationToken);
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

    public async Task<Connection> UpdateConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var what = $"Connection {connection.Id}";
        var row = CompanyRows.Write(connection);
        if (told.Count == 0)
        {
            return connection with { ETag = await _table.ReplaceAsync(row, connection.ETag, what, cancellationToken) };
        }

        var change = new TableTransactionAction(
            TableTransactionActionType.UpdateReplace, row, ConditionalWrites.Required(connection.ETag, what));
        if (!await TryCommitAsync(connection.Company, change, told, cancellationToken))
        {
            throw new ConcurrencyConflictException(what);
        }

        await events.PublishAsync(_table, connection.Company, told, cancellationToken);
        var stored = await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) ?? throw new ConcurrencyConflictException(what);
        return CompanyRows.ReadConnection(connection.Company, stored);
    }

    public async Task<CompanyConfiguration?> FindConfigurationAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(company), CompanyRows.ConfigurationRow, cancellationToken);
        return row is null ? null : CompanyRows.ReadConfiguration(row);
    }

    public Task SetConfigurationAsync(CompanyKey company, CompanyConfiguration configuration, CancellationToken cancellationToken = default) =>
        _table.UpsertEntityAsync(CompanyRows.Write(company, configuration), TableUpdateMode.Replace, cancellationToken);

    // Whether the change was made: not when another writer was there before.
    private async Task<bool> TryCommitAsync(
        CompanyKey company, TableTransactionAction change, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken)
    {
        var row = ConditionalWrites.Marked((TableEntity)change.Entity);
        try
        {
            await _table.SubmitTransactionAsync(
                [change, .. await events.PrepareAsync(_table, company, told, cancellationToken)], cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return await _table.FindOwnAsync(row, cancellationToken) is not null;
        }
    }

    private async Task CommitAsync(CompanyKey company, IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var group in rows.Chunk(EntityGroups.MaxRows))
            {
                await _table.SubmitTransactionAsync(group, cancellationToken);
            }
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            throw new ConcurrencyConflictException($"Company {company}", failure);
        }
    }

    private Task<Response> ListEntryAsync(Company company, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(CompanyRows.Entry(company), TableUpdateMode.Replace, cancellationToken);
}
