using Azure;
using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Retention;
using Expenses.Storage.Tables;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Companies;

/// <summary>
/// One partition per company: a row for the company, one for its configuration and one for the connection of each
/// source type, so that a second connection of a type meets the first one's key. What was deleted leaves a row that says
/// so, for good: its id is not given out again. One partition per client besides: its companies in order, with what a list
/// is searched by.
/// </summary>
internal sealed class TableCompanyStore(
    TableServiceClient service, CompanyLists lists, CommittedEvents events, DeletedCompanies deleted, LinkSecrets secrets, StorageNames names)
    : ICompanyStore
{
    private readonly TableClient _table = service.GetTableClient(names.Companies);

    public async Task AddAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(company.Key, cancellationToken) is not null)
        {
            throw new ConcurrencyConflictException($"Company {company.Key}");
        }

        await lists.WriteAsync(company, cancellationToken);
        if (!await TryCommitAsync(company.Key, new(TableTransactionActionType.Add, CompanyRows.Write(company)), told, cancellationToken))
        {
            await RemoveStaleEntryAsync(company, cancellationToken);
            throw new ConcurrencyConflictException($"Company {company.Key}");
        }

        // Whoever read the list before the company was there may have removed the entry.
        await lists.WriteAsync(company, cancellationToken);
        await events.PublishAsync(_table, company.Key, told, cancellationToken);
    }

    public IAsyncEnumerable<Company> ListAsync(ClientId client, CompanyPlace? after, CancellationToken cancellationToken = default) =>
        lists.ListAsync(client, after, cancellationToken);

    public Task<Slice<Company>> PageAsync(ClientId client, int first, int count, CancellationToken cancellationToken = default) =>
        lists.PageAsync(client, first, count, cancellationToken);

    public Task RemoveStaleEntryAsync(Company listed, CancellationToken cancellationToken = default) =>
        lists.RemoveStaleAsync(listed, FindAsync, cancellationToken);

    public async Task<ILookup<CompanyKey, Connection>> ListConnectionsAsync(
        ClientId client, IEnumerable<CompanyKey> companies, CancellationToken cancellationToken = default)
    {
        var keys = companies.ToDictionary(RowKeys.Partition, StringComparer.Ordinal);
        var connections = new List<Connection>();

        // Behind the client's last company: the separator sorts behind every character of an id.
        var first = KeyText.Encode(client.Value) + KeyText.Separator;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {first} and PartitionKey lt {first + KeyText.Separator} and RowKey ge {CompanyRows.FirstConnection} and RowKey lt {CompanyRows.BehindConnections}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (keys.TryGetValue(row.PartitionKey, out var company))
            {
                connections.Add(Read(company, row));
            }
        }

        return connections.OrderBy(connection => connection.Created).ToLookup(connection => connection.Company);
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
                company = CompanyRows.IsDeleted(row) ? null : CompanyRows.ReadCompany(key, row);
            }
            else if (row.RowKey.StartsWith(CompanyRows.FirstConnection, StringComparison.Ordinal))
            {
                connections.Add(Read(key, row));
            }
        }

        return company is null ? null : new CompanyWithConnections(company, [.. connections.OrderBy(connection => connection.Created)]);
    }

    public async Task<Company> UpdateAsync(Company company, CancellationToken cancellationToken = default)
    {
        var etag = await _table.ReplaceAsync(CompanyRows.Write(company), company.ETag, $"Company {company.Key}", cancellationToken);
        await lists.WriteAsync(company, cancellationToken);
        return company with { ETag = etag };
    }

    public async Task DeleteAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company.Key);
        var rows = new List<TableTransactionAction>();
        TableEntity? gone = null;
        await foreach (var row in _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
        {
            if (string.Equals(row.RowKey, CompanyRows.CompanyRow, StringComparison.Ordinal) && !CompanyRows.IsDeleted(row))
            {
                gone = ConditionalWrites.Marked(CompanyRows.Deleted(company.Key));
                rows.Insert(0, new TableTransactionAction(TableTransactionActionType.UpdateReplace, gone, row.ETag));
            }
            else if (!CommittedEvents.IsEvent(row.RowKey) && !CompanyRows.SaysDeleted(row))
            {
                rows.Add(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
            }
        }

        // Not there: somebody deleted it, and told of it, before.
        if (gone is not null)
        {
            await deleted.AddAsync(company.Key, cancellationToken);
            rows.AddRange(await events.PrepareAsync(_table, company.Key, told, cancellationToken));
        }

        await CommitAsync(company.Key, gone, rows, cancellationToken);
        await lists.RemoveAsync(company, cancellationToken);
        if (gone is not null)
        {
            await events.PublishAsync(_table, company.Key, told, cancellationToken);
        }
    }

    // Without a row: what was deleted by a version that left none is on the list until it is erased.
    public async Task<bool> WasDeletedAsync(CompanyKey key, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(RowKeys.Partition(key), CompanyRows.CompanyRow, cancellationToken) is { } row
            ? CompanyRows.IsDeleted(row)
            : await deleted.ContainsAsync(key, cancellationToken);

    public async Task<bool> WasDeletedAsync(CompanyKey company, ConnectionId id, CancellationToken cancellationToken = default)
    {
        var row = CompanyRows.Deleted(company, id);
        return await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is not null;
    }

    public async Task DeleteConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var what = $"Connection {connection.Id}";
        var row = Write(connection);
        var rows = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.Delete, row, ConditionalWrites.Required(connection.ETag, what)),
            new(TableTransactionActionType.UpsertReplace, CompanyRows.Deleted(connection.Company, connection.Id)),
        };
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
        return row is null || CompanyRows.IsDeleted(row) ? null : CompanyRows.ReadCompany(key, row);
    }

    public async Task<Connection> AddConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        if (await WasDeletedAsync(connection.Company, connection.Id, cancellationToken))
        {
            throw new ConcurrencyConflictException($"Connection {connection.Id}");
        }

        var row = Write(connection);
        var isFirst = await TryCommitAsync(connection.Company, new(TableTransactionActionType.Add, row), told, cancellationToken);
        if (isFirst)
        {
            await events.PublishAsync(_table, connection.Company, told, cancellationToken);
        }

        var first = await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken)
            ?? throw new ConcurrencyConflictException($"Connection {connection.Id}");
        return Read(connection.Company, first);
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
            connections.Add(Read(company, row));
        }

        return [.. connections.OrderBy(connection => connection.Created)];
    }

    public async Task<Connection> UpdateConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var what = $"Connection {connection.Id}";
        var row = Write(connection);
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
        return Read(connection.Company, stored);
    }

    public async Task<CompanyConfiguration?> FindConfigurationAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(company), CompanyRows.ConfigurationRow, cancellationToken);
        return row is null ? null : CompanyRows.ReadConfiguration(row);
    }

    public Task SetConfigurationAsync(CompanyKey company, CompanyConfiguration configuration, CancellationToken cancellationToken = default) =>
        _table.UpsertEntityAsync(CompanyRows.Write(company, configuration), TableUpdateMode.Replace, cancellationToken);

    private TableEntity Write(Connection connection)
    {
        var row = CompanyRows.Write(connection);
        secrets.Keep(row, connection);
        return row;
    }

    private Connection Read(CompanyKey company, TableEntity row)
    {
        var connection = CompanyRows.ReadConnection(company, row);
        return connection with { LinkSecret = secrets.Open(row, connection.Id) };
    }

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

    // The first group has the row that says the company is gone; its own first sending may be what it meets.
    private async Task CommitAsync(CompanyKey company, TableEntity? gone, List<TableTransactionAction> rows, CancellationToken cancellationToken)
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
            if (gone is null || await _table.FindOwnAsync(gone, cancellationToken) is null)
            {
                throw new ConcurrencyConflictException($"Company {company}", failure);
            }
        }
    }
}
