using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>One table. Each operation is there twice, synchronous and asynchronous, over the same code.</summary>
public class TableClient
{
    private readonly TableConnection _connection;
    private readonly TableCommands _tables;
    private readonly EntityCommands _entities;
    private readonly TransactionCommand _transactions;
    private readonly TableQueries _queries;

    public TableClient(Uri endpoint, TableClientOptions options = null)
        : this(TableConnection.From(ServiceOf(endpoint), (AzureSasCredential)null, options), TableIn(endpoint))
    {
    }

    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null)
        : this(TableConnection.From(ServiceOf(endpoint), credential, options), TableIn(endpoint))
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TableConnection.From(endpoint, credential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableConnection.From(endpoint, tokenCredential, options), tableName)
    {
    }

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableConnection.From(connectionString, options), tableName)
    {
    }

    protected TableClient()
    {
    }

    internal TableClient(TableConnection connection, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _connection = connection;
        Name = tableName;
        Uri = new Uri($"{connection.Endpoint.AbsoluteUri.TrimEnd('/')}/{tableName}");
        _tables = new TableCommands(connection);
        _entities = new EntityCommands(connection, tableName);
        _transactions = new TransactionCommand(connection, tableName);
        _queries = new TableQueries(connection);
    }

    public virtual string Name { get; }

    public virtual string AccountName => _connection.AccountName;

    public virtual Uri Uri { get; }

    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(Name, toleratesExisting: false, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(Name, toleratesExisting: false, async: true, cancellationToken);

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(Name, toleratesExisting: true, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(Name, toleratesExisting: true, async: true, cancellationToken);

    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        _tables.DeleteAsync(Name, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _tables.DeleteAsync(Name, async: true, cancellationToken);

    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.AddAsync(entity, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.AddAsync(entity, async: true, cancellationToken);

    public virtual Response UpsertEntity<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, ifMatch: null, mode, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, ifMatch: null, mode, async: true, cancellationToken);

    public virtual Response UpdateEntity<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, ifMatch, mode, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, ifMatch, mode, async: true, cancellationToken);

    public virtual Response DeleteEntity(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        _entities.DeleteAsync(partitionKey, rowKey, ifMatch, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        _entities.DeleteAsync(partitionKey, rowKey, ifMatch, async: true, cancellationToken);

    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntity(entity?.PartitionKey, entity?.RowKey, ifMatch, cancellationToken);

    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity?.PartitionKey, entity?.RowKey, ifMatch, cancellationToken);

    public virtual Response<T> GetEntity<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        (Response<T>)_entities.GetAsync<T>(partitionKey, rowKey, select, toleratesMissing: false, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual async Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        (Response<T>)await _entities.GetAsync<T>(partitionKey, rowKey, select, toleratesMissing: false, async: true, cancellationToken).ConfigureAwait(false);

    public virtual NullableResponse<T> GetEntityIfExists<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        _entities.GetAsync<T>(partitionKey, rowKey, select, toleratesMissing: true, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        _entities.GetAsync<T>(partitionKey, rowKey, select, toleratesMissing: true, async: true, cancellationToken);

    public virtual Pageable<T> Query<T>(string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new SyncPages<T>(_queries.Entities<T>(Name, filter, select), maxPerPage, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new AsyncPages<T>(_queries.Entities<T>(Name, filter, select), maxPerPage, cancellationToken);

    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        _transactions.SubmitAsync(transactionActions, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        _transactions.SubmitAsync(transactionActions, async: true, cancellationToken);

    // A table's own address: the service's address with the table as the last segment.
    private static Uri ServiceOf(Uri tableEndpoint)
    {
        ArgumentNullException.ThrowIfNull(tableEndpoint);
        var path = tableEndpoint.AbsolutePath.TrimEnd('/');
        return new UriBuilder(tableEndpoint) { Path = path[..(path.LastIndexOf('/') + 1)] }.Uri;
    }

    private static string TableIn(Uri tableEndpoint) => tableEndpoint.AbsolutePath.TrimEnd('/').Split('/')[^1];
}
