using Azure;
using Azure.Data.Tables;

namespace Expenses.Storage.Tables;

/// <summary>Reads of neighbouring rows of one partition.</summary>
internal static class RowRange
{
    /// <summary>The rows from one row key up to, not including, another; in order of row key.</summary>
    public static AsyncPageable<TableEntity> RangeAsync(
        this TableClient table, string partition, string from, string before, int? rowsPerPage, CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {before}"),
            rowsPerPage,
            cancellationToken: cancellationToken);

    /// <summary>One row.</summary>
    /// <returns>The row, or null.</returns>
    public static async Task<TableEntity?> FindAsync(this TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return stored.HasValue ? stored.Value : null;
    }
}
