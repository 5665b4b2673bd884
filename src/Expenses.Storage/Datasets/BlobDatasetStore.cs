using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Transactions;
using Expenses.Storage.Chunks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Datasets;

/// <summary>Transactions in blobs, and a row that makes them a dataset, with one beside it that lists it.</summary>
internal sealed class BlobDatasetStore(
    TableServiceClient tables, BlobServiceClient blobs, DatasetLists lists, StorageNames names, TimeProvider time) : IDatasetStore
{
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
        if (await lists.TryAddAsync(dataset, DatasetRows.Write(dataset, version), cancellationToken))
        {
            return dataset;
        }

        await _chunks.RemoveAsync(company, id.Value, version, count, cancellationToken);
        return DatasetRows.Read(company, id, await GetRowAsync(company, id, cancellationToken));
    }

    public async Task<Dataset?> FindAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default)
    {
        var row = await FindRowAsync(company, id, cancellationToken);
        return row is null ? null : DatasetRows.Read(company, id, row);
    }

    public Task<Slice<Dataset>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default) =>
        lists.PageAsync(company, first, count, cancellationToken);

    public async Task DeleteAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default)
    {
        if (await FindRowAsync(company, id, cancellationToken) is not { } row)
        {
            return;
        }

        await lists.RemoveAsync(DatasetRows.Read(company, id, row), cancellationToken);
        await _chunks.RemoveAsync(company, id.Value, row.Text(DatasetRows.Version), row.Number(DatasetRows.TransactionCount), cancellationToken);
    }

    public async Task<IReadOnlyList<LedgerTransaction>> ReadChunkAsync(
        CompanyKey company, DatasetId id, int chunk, CancellationToken cancellationToken = default)
    {
        var row = await GetRowAsync(company, id, cancellationToken);
        return await _chunks.ReadAsync(company, id.Value, row.Text(DatasetRows.Version), chunk, cancellationToken);
    }

    private Task<TableEntity?> FindRowAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken) =>
        _table.FindAsync(RowKeys.Partition(company), DatasetRows.KeyOf(id), cancellationToken);

    private async Task<TableEntity> GetRowAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken) =>
        await FindRowAsync(company, id, cancellationToken)
        ?? throw new InvalidDataException($"There is no dataset {id} of company {company}.");
}
