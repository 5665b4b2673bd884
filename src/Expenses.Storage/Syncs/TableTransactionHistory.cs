using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>A row for each transaction and sync, in the company's partition: a transaction's syncs are neighbours, newest first.</summary>
internal sealed class TableTransactionHistory(TableServiceClient service, StorageNames names) : ITransactionHistory
{
    private const string SyncColumn = "Sync";

    private readonly TableClient _table = service.GetTableClient(names.TransactionHistory);

    public Task AddAsync(SyncRecord sync, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(sync.Company);
        var suffix = $"{RowKeys.InvertedTicks(sync.Requested)}{KeyText.Separator}{KeyText.Encode(sync.Id.Value)}";
        return _table.ReplaceAsync(
            transactions.Distinct().Select(IReadOnlyList<TableEntity> (transaction) =>
                [new TableEntity(partition, First(transaction) + suffix) { [SyncColumn] = sync.Id.Value }]),
            cancellationToken);
    }

    public async Task<IReadOnlyList<SyncId>> ListAsync(CompanyKey company, TransactionId transaction, CancellationToken cancellationToken = default)
    {
        var syncs = new List<SyncId>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(company), First(transaction), First(transaction) + KeyText.Separator, rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            syncs.Add(new SyncId(row.Text(SyncColumn)));
        }

        return syncs;
    }

    private static string First(TransactionId transaction) => $"{KeyText.Encode(transaction.Value)}{KeyText.Separator}";
}
