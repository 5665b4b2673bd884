using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Data;

/// <summary>A company's records: its partition of the records table, and its folder of reference data.</summary>
internal sealed class CompanyRecords(TableServiceClient tables, BlobServiceClient blobs, StorageNames names) : ICompanyRecords
{
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    private readonly TableClient _table = tables.GetTableClient(names.Records);
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(names.ReferenceBlobs);

    public async Task ForgetAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        var folder = RowKeys.Folder(company, "");
        await foreach (var blob in _container.GetBlobsAsync(prefix: folder[..(folder.LastIndexOf('/') + 1)], cancellationToken: cancellationToken))
        {
            await _container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
        }

        var partition = RowKeys.Partition(company);
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: KeysOnly, cancellationToken: cancellationToken);
        await foreach (var page in rows.AsPages(pageSizeHint: EntityGroups.MaxRows).WithCancellation(cancellationToken))
        {
            var deletions = page.Values
                .Where(row => !CommittedEvents.IsEvent(row.RowKey))
                .Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), ETag.All))
                .ToList();
            if (deletions.Count > 0)
            {
                await DeleteAsync(deletions, cancellationToken);
            }
        }
    }

    private async Task DeleteAsync(IReadOnlyList<TableTransactionAction> deletions, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(deletions, cancellationToken);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            // Some were deleted meanwhile: one by one the others go too.
            foreach (var deletion in deletions)
            {
                await _table.DeleteEntityAsync(deletion.Entity.PartitionKey, deletion.Entity.RowKey, ETag.All, cancellationToken);
            }
        }
    }
}
