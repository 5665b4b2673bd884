using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;
using Expenses.Storage.Chunks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Datasets;

/// <summary>Transactions in blobs, and a row that makes them a dataset.</summary>
internal sealed class BlobDatasetStore(TableServiceClient tables, BlobServiceClient blobs, StorageNames names, TimeProvider time) : IDatasetStore
{
    private const string IdColumn = "Id";

    private readonly TableClient _table = tables.GetTableClient(names.Datasets);
    private readonly ChunkBlobs<LedgerTransaction> _chunks = new(blobs.GetBlobContainerClient(names.DatasetBlobs));

    public async Task<Dataset> AddAsync(
        CompanyKey company, DatasetId id, IEnumerable<LedgerTransaction> transactions, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(company, id, cancellationToken) is { } stored)
        {
            return stored;
        }

        var (version, count) = await _chunks.WriteAsync(company, id.Value, transactions, cancellationToken);
        var dataset = new Dataset(company, id, count, time.GetUtcNow().ToUniversalTime());
        if (await _table.TryInsertAsync(Write(dataset, version), cancellationToken) is not null)
        {
            return dataset;
        }

        await _chunks.RemoveAsync(company, id.Value, version, count, cancellationToken);
        return Read(company, id, await GetRowAsync(company, id, cancellationToken));
    }

    public async Task<Dataset?> FindAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default)
    {
        var row = await FindRowAsync(company, id, cancellationToken);
        return row is null ? null : Read(company, id, row);
    }

    public async IAsyncEnumerable<Dataset> ListAsync(CompanyKey company, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company);
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            // A row from before datasets were listed does not say its id; it can be found by it all the same.
            if (row.GetString(IdColumn) is { } id)
            {
                yield return Read(company, new DatasetId(id), row);
            }
        }
    }

    public async Task DeleteAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default)
    {
        if (await FindRowAsync(company, id, cancellationToken) is not { } row)
        {
            return;
        }

        await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        await _chunks.RemoveAsync(company, id.Value, row.Text("Version"), row.Number("TransactionCount"), cancellationToken);
    }

    public async Task<IReadOnlyList<LedgerTransaction>> ReadChunkAsync(
        CompanyKey company, DatasetId id, int chunk, CancellationToken cancellationToken = default)
    {
        var row = await GetRowAsync(company, id, cancellationToken);
        return await _chunks.ReadAsync(company, id.Value, row.Text("Version"), chunk, cancellationToken);
    }

    private static TableEntity Write(Dataset dataset, string version) => new(RowKeys.Partition(dataset.Company), KeyText.Encode(dataset.Id.Value))
    {
        [IdColumn] = dataset.Id.Value,
        ["TransactionCount"] = dataset.TransactionCount,
        ["Created"] = dataset.Created,
        ["Version"] = version,
    };

    private static Dataset Read(CompanyKey company, DatasetId id, TableEntity row) =>
        new(company, id, row.Number("TransactionCount"), row.Instant("Created"));

    private Task<TableEntity?> FindRowAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken) =>
        _table.FindAsync(RowKeys.Partition(company), KeyText.Encode(id.Value), cancellationToken);

    private async Task<TableEntity> GetRowAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken) =>
        await FindRowAsync(company, id, cancellationToken)
        ?? throw new InvalidDataException($"There is no dataset {id} of company {company}.");
}
