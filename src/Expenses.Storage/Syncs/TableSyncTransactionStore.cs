using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>The transactions of syncs in a partition per sync (<see cref="SyncTransactionRows"/>).</summary>
internal sealed class TableSyncTransactionStore(TableServiceClient service, StorageNames names) : ISyncTransactionStore
{
    private readonly TableClient _table = service.GetTableClient(names.SyncDetails);

    public Task SaveAsync(
        CompanyKey company, SyncId sync, IReadOnlyList<SyncTransaction> transactions, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company, sync.Value);
        return _table.ReplaceAsync(transactions.Select(transaction => SyncTransactionRows.Write(partition, transaction)), cancellationToken);
    }

    public async Task<IReadOnlyList<SyncTransaction>> ListAsync(
        CompanyKey company, SyncId sync, int first, int count, CancellationToken cancellationToken = default)
    {
        var transactions = new List<SyncTransaction>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(company, sync.Value),
            SyncTransactionRows.Key(first),
            SyncTransactionRows.Key((long)first + count),
            rowsPerPage: null,
            cancellationToken);
        await foreach (var row in rows)
        {
            transactions.Add(SyncTransactionRows.Read(row));
        }

        return transactions;
    }

    public async Task<IReadOnlyList<SyncTransaction>> FindAsync(
        CompanyKey company, SyncId sync, TransactionId transaction, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company, sync.Value);
        var transactions = new List<SyncTransaction>();
        var indexes = _table.RangeAsync(
            partition,
            SyncTransactionRows.FirstIndex(transaction),
            SyncTransactionRows.BehindIndex(transaction),
            rowsPerPage: null,
            cancellationToken);
        await foreach (var index in indexes)
        {
            var key = SyncTransactionRows.Key(SyncTransactionRows.ReadNumber(index));
            if (await _table.FindAsync(partition, key, cancellationToken) is { } row)
            {
                transactions.Add(SyncTransactionRows.Read(row));
            }
        }

        return transactions;
    }
}
