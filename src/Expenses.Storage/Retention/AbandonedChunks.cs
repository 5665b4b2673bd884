using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Retention;

/// <summary>
/// Chunks that no row names: their writer died before the row, or after the row was deleted. Names are
/// `client/company/id/version/chunk`, and lists are in order of name, so the rows of a company are read once.
/// </summary>
internal sealed class AbandonedChunks(TableServiceClient tables, BlobServiceClient blobs, StorageNames names)
{
    private const int VersionSegment = 3;
    private const string VersionColumn = "Version";

    private static readonly string[] Columns = ["RowKey", VersionColumn];

    /// <summary>Removes them.</summary>
    /// <param name="writtenBefore">Only those that are older.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many blobs.</returns>
    public async Task<int> RemoveAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) =>
        await RemoveAsync(names.DatasetBlobs, names.Datasets, writtenBefore, cancellationToken)
        + await RemoveAsync(names.RunBlobs, names.Runs, writtenBefore, cancellationToken);

    private async Task<int> RemoveAsync(string containerName, string tableName, DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(containerName);
        var removed = 0;
        var partition = "";
        var versions = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (blob.Properties.LastModified is not { } written || written >= writtenBefore)
            {
                continue;
            }

            var segments = blob.Name.Split('/');
            var owner = $"{segments[0]}{KeyText.Separator}{segments[1]}";
            if (!string.Equals(owner, partition, StringComparison.Ordinal))
            {
                (partition, versions) = (owner, await VersionsAsync(tableName, owner, cancellationToken));
            }

            if (!versions.Contains(segments[VersionSegment]))
            {
                await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private async Task<HashSet<string>> VersionsAsync(string tableName, string partition, CancellationToken cancellationToken)
    {
        // Rows beside those of datasets and runs begin with a separator.
        var behind = $"{KeyText.Separator}";
        var versions = new HashSet<string>(StringComparer.Ordinal);
        var rows = tables.GetTableClient(tableName).QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {behind}"), select: Columns, cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            versions.Add(row.Text(VersionColumn));
        }

        return versions;
    }
}
