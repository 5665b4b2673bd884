using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Retention;
using Expenses.Storage.Tables;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Data;

/// <summary>A company's records: its partition of the records table, and its folder of reference data.</summary>
internal sealed class CompanyRecords(TableServiceClient tables, BlobServiceClient blobs, StorageNames names) : ICompanyRecords
{
    private readonly TableClient _table = tables.GetTableClient(names.Records);
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(names.ReferenceBlobs);

    public async Task ForgetAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        await _container.DeleteFolderAsync(RowKeys.CompanyFolder(company), cancellationToken);
        var partition = RowKeys.Partition(company);
        await _table.DeleteWhereAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), CommittedEvents.IsEvent, cancellationToken);
    }
}
