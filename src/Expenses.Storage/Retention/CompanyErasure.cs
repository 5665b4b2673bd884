using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Storage.Companies;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Retention;

/// <summary>
/// Erases what is kept of one deleted company. Rows and blobs are found by client and company together, so nothing of
/// another company is ever looked at, whatever its id begins with.
/// </summary>
internal sealed class CompanyErasure(
    ICompanyStore companies, DeletedCompanies deleted, TableServiceClient tables, BlobServiceClient blobs, StorageNames names)
{
    /// <summary>Erases the companies deleted before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EraseAsync(DateTimeOffset deletedBefore, CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var (company, rowKey) in await deleted.ListAsync(deletedBefore, cancellationToken))
        {
            // Alive: its deletion was never carried out.
            if (await companies.FindAsync(company, cancellationToken) is null)
            {
                await EraseAsync(company, cancellationToken);
                erased++;
            }

            await deleted.RemoveAsync(rowKey, cancellationToken);
        }

        return erased;
    }

    private async Task EraseAsync(CompanyKey company, CancellationToken cancellationToken)
    {
        foreach (var container in new[] { names.DatasetBlobs, names.RunBlobs, names.ReceiptBlobs, names.ReferenceBlobs })
        {
            await blobs.GetBlobContainerClient(container).DeleteFolderAsync(RowKeys.CompanyFolder(company), cancellationToken);
        }

        var partition = RowKeys.Partition(company);
        var ofCompany = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        foreach (var table in new[]
        {
            names.Datasets, names.Runs, names.Syncs, names.TransactionHistory, names.PushIntents, names.AttachmentIntents, names.Records,
            names.Reconciliations,
        })
        {
            await tables.GetTableClient(table).DeleteWhereAsync(ofCompany, keep: _ => false, cancellationToken);
        }

        // What was written while it was being deleted. That it was deleted stays: its id is not given out again.
        var own = tables.GetTableClient(names.Companies);
        await own.UpsertEntityAsync(CompanyRows.Deleted(company), TableUpdateMode.Replace, cancellationToken);
        await own.DeleteWhereAsync(
            ofCompany, row => string.Equals(row, CompanyRows.CompanyRow, StringComparison.Ordinal) || CommittedEvents.IsEvent(row), cancellationToken);

        // A connection's partition does not say whose it is; its rows do. Erasures are rare enough to look through the table.
        var (client, id) = (company.Client.Value, company.Company.Value);
        await tables.GetTableClient(names.PushOperations).DeleteWhereAsync(
            TableClient.CreateQueryFilter($"ClientId eq {client} and CompanyId eq {id}"), keep: _ => false, cancellationToken);

        // Partitions of single things of the company; the separator is in no id.
        var (first, behind) = ($"{partition}{KeyText.Separator}", $"{partition}{KeyText.Separator}{KeyText.Separator}");
        var ofItsThings = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {behind}");
        foreach (var table in new[] { names.SyncDetails, names.RunDetails })
        {
            await tables.GetTableClient(table).DeleteWhereAsync(ofItsThings, keep: _ => false, cancellationToken);
        }
    }
}
