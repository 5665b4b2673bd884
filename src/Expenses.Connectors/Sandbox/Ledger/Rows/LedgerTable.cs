using Azure;
using Azure.Data.Tables;

namespace Expenses.Connectors.Sandbox.Ledger.Rows;

/// <summary>The one table of all sandbox ledgers, a partition for each.</summary>
internal sealed class LedgerTable(TableServiceClient service)
{
    public const string Name = "SandboxLedger";

    private readonly TableClient _table = service.GetTableClient(Name);

    public Task CreateAsync(CancellationToken cancellationToken) => _table.CreateIfNotExistsAsync(cancellationToken);

    public async Task<TableEntity?> FindAsync(LedgerName ledger, string row, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(ledger.Partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Rows from one key up to, not including, another, in key order.</summary>
    public AsyncPageable<TableEntity> RangeAsync(LedgerName ledger, string from, string before, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {ledger.Partition} and RowKey ge {from} and RowKey lt {before}"),
            cancellationToken: cancellationToken);

    /// <summary>Journals behind a key that were written or changed since a time, in key order.</summary>
    public AsyncPageable<TableEntity> ChangedJournalsAsync(
        LedgerName ledger, string after, DateTimeOffset since, int rowsPerPage, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {ledger.Partition} and RowKey gt {after} and RowKey lt {LedgerRow.AfterJournals} and Timestamp ge {since}"),
            rowsPerPage,
            cancellationToken: cancellationToken);

    /// <summary>Adds a row, or leaves the one that is there.</summary>
    public async Task AddIfAbsentAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // It is there: what was asked for.
        }
    }

    /// <summary>Deletes a row.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> DeleteAsync(LedgerName ledger, string row, CancellationToken cancellationToken)
    {
        if (await FindAsync(ledger, row, cancellationToken) is null)
        {
            return false;
        }

        await _table.DeleteEntityAsync(ledger.Partition, row, ETag.All, cancellationToken);
        return true;
    }

    /// <summary>Replaces a row that nobody changed since it was read.</summary>
    /// <returns>False when somebody did.</returns>
    public async Task<bool> TryReplaceAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 412)
        {
            return false;
        }
    }

    /// <summary>All of the changes, or none.</summary>
    /// <returns>The response to each change, or null when a row was there already or had been changed by another.</returns>
    public async Task<IReadOnlyList<Response>?> TryCommitAsync(IReadOnlyList<TableTransactionAction> changes, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _table.SubmitTransactionAsync(changes, cancellationToken);
            return response.Value;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return null;
        }
    }
}
