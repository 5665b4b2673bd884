using Azure;
using Azure.Data.Tables;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Storage.Lists;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Datasets;

/// <summary>The datasets of each company, newest first. A dataset, its entry and the index are written together.</summary>
internal sealed class DatasetLists(TableServiceClient tables, ListIndexes indexes, StorageNames names)
{
    // Each takes two places of a transaction.
    private const int ListedAtOnce = EntityGroups.MaxRows / 2;

    private readonly TableClient _table = tables.GetTableClient(names.Datasets);

    /// <summary>A part of a company's datasets.</summary>
    public async Task<Slice<Dataset>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken)
    {
        var list = ListOf(company);
        var page = await list.PageAsync(first, count, cancellationToken);
        return new Slice<Dataset>([.. page.Items.Select(row => DatasetRows.ReadEntry(company, row))], page.Total);
    }

    /// <summary>Writes a dataset's row and lists it.</summary>
    /// <returns>False when another writer's row is there.</returns>
    public async Task<bool> TryAddAsync(Dataset dataset, TableEntity row, CancellationToken cancellationToken)
    {
        var list = ListOf(dataset.Company);
        var entry = DatasetRows.Entry(dataset);
        var added = await indexes.TryCommitAsync(
            list,
            index => index.With(list.KeyOf(entry.RowKey)),
            [new(TableTransactionActionType.Add, ConditionalWrites.Marked(row)), new(TableTransactionActionType.UpsertReplace, entry)],
            cancellationToken);
        return added is not null || await _table.FindOwnAsync(row, cancellationToken) is not null;
    }

    /// <summary>Removes a dataset's row and takes it off the list; one that is gone is no error.</summary>
    public async Task RemoveAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var list = ListOf(dataset.Company);
        var entry = DatasetRows.Entry(dataset);
        await indexes.TryCommitAsync(
            list,
            index => index.Without(list.KeyOf(entry.RowKey)),
            [
                new(TableTransactionActionType.Delete, new TableEntity(list.Partition, DatasetRows.KeyOf(dataset.Id)), ETag.All),
                new(TableTransactionActionType.Delete, new TableEntity(list.Partition, entry.RowKey), ETag.All),
            ],
            cancellationToken);
    }

    private TableList ListOf(CompanyKey company)
    {
        var list = DatasetRows.ListOf(_table, company);
        return list with { BringOldRows = cancellationToken => ListOldAsync(company, list.Partition, cancellationToken) };
    }

    // A company from before datasets were listed in order has rows without entries.
    private async Task ListOldAsync(CompanyKey company, string partition, CancellationToken cancellationToken)
    {
        var isListed = false;
        while (!isListed)
        {
            isListed = true;
            var old = _table.RangeAsync(partition, "", DatasetRows.BehindDatasets, rowsPerPage: null, cancellationToken);
            await foreach (var page in old.AsPages().WithCancellation(cancellationToken))
            {
                // A row from before datasets were listed at all does not say its id; it can be found by it all the same.
                foreach (var rows in page.Values.Where(row => row.GetString(DatasetRows.Id) is not null).Chunk(ListedAtOnce))
                {
                    isListed &= await TryListAsync(company, rows, cancellationToken);
                }
            }
        }
    }

    private async Task<bool> TryListAsync(CompanyKey company, IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        var entries = rows.Select(row => DatasetRows.Entry(DatasetRows.Read(company, new DatasetId(row.Text(DatasetRows.Id)), row)));
        try
        {
            // The dataset's row is touched, so that one which is deleted meanwhile is not listed.
            await _table.SubmitTransactionAsync(
                [
                    .. rows.Select(row => new TableTransactionAction(
                        TableTransactionActionType.UpdateMerge, new TableEntity(row.PartitionKey, row.RowKey), row.ETag)),
                    .. entries.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry)),
                ],
                cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return false;
        }
    }
}
