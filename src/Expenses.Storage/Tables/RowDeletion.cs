using Azure;
using Azure.Data.Tables;

namespace Expenses.Storage.Tables;

/// <summary>Deletes many rows; those that somebody deleted meanwhile are no error.</summary>
internal static class RowDeletion
{
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    /// <summary>Deletes rows of one partition.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="keys">Their row keys.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are gone.</returns>
    public static async Task DeleteAsync(this TableClient table, string partition, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        foreach (var group in keys.Select(key => new TableEntity(partition, key)).Chunk(EntityGroups.MaxRows))
        {
            await table.DeleteAsync(group, cancellationToken);
        }
    }

    /// <summary>Deletes the rows that a filter finds.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="keep">Rows to keep, by row key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are gone.</returns>
    public static async Task DeleteWhereAsync(this TableClient table, string filter, Func<string, bool> keep, CancellationToken cancellationToken)
    {
        var rows = table.QueryAsync<TableEntity>(filter, select: KeysOnly, cancellationToken: cancellationToken);
        await foreach (var page in rows.AsPages().WithCancellation(cancellationToken))
        {
            foreach (var partition in page.Values.Where(row => !keep(row.RowKey)).GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
            {
                foreach (var group in partition.Chunk(EntityGroups.MaxRows))
                {
                    await table.DeleteAsync(group, cancellationToken);
                }
            }
        }
    }

    private static async Task DeleteAsync(this TableClient table, IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(
                    TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All)),
                cancellationToken);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            // Some were deleted meanwhile: one by one the others go too.
            foreach (var row in rows)
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            }
        }
    }
}
