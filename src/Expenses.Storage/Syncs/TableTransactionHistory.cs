using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Lists;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>
/// A row for each transaction and sync, in the company's partition: a transaction's syncs are neighbours, newest first.
/// Nearly every transaction is in one sync, so rows are written without an index; a history gets one when somebody reads
/// it and it is long, and later writes say which part of it has to be counted again.
/// </summary>
internal sealed class TableTransactionHistory(TableServiceClient service, StorageNames names) : ITransactionHistory
{
    private const string SyncColumn = "Sync";

    // Behind every row: no id begins with a separator.
    private static readonly string Indexes = $"{KeyText.Separator}index{KeyText.Separator}";

    private readonly TableClient _table = service.GetTableClient(names.TransactionHistory);

    public async Task AddAsync(SyncRecord sync, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(sync.Company);
        await _table.ReplaceAsync(
            transactions.Distinct().Select(IReadOnlyList<TableEntity> (transaction) => [RowOf(sync, transaction)]), cancellationToken);

        // After the rows: an index that is made from now on counts them. Cut off here, the step that adds them runs again.
        var lists = transactions.Distinct().Select(transaction => ListOf(sync.Company, transaction)).ToDictionary(list => list.IndexRow, StringComparer.Ordinal);
        await foreach (var row in _table.RangeAsync(partition, Indexes, Indexes + KeyText.Separator, rowsPerPage: null, cancellationToken))
        {
            if (lists.TryGetValue(row.RowKey, out var list))
            {
                await ListIndexes.DoubtAsync(list, KeyOf(sync), cancellationToken);
            }
        }
    }

    /// <summary>The row that says that a transaction is part of a sync.</summary>
    internal static TableEntity RowOf(SyncRecord sync, TransactionId transaction) =>
        new(RowKeys.Partition(sync.Company), First(transaction) + KeyOf(sync)) { [SyncColumn] = sync.Id.Value };

    public async Task<Slice<SyncId>> PageAsync(
        CompanyKey company, TransactionId transaction, int first, int count, CancellationToken cancellationToken = default)
    {
        var page = await ListOf(company, transaction).PageWithoutWriterAsync(first, count, cancellationToken);
        return new Slice<SyncId>([.. page.Items.Select(row => new SyncId(row.Text(SyncColumn)))], page.Total);
    }

    private static string KeyOf(SyncRecord sync) =>
        $"{RowKeys.InvertedTicks(sync.Requested)}{KeyText.Separator}{KeyText.Encode(sync.Id.Value)}";

    private static string First(TransactionId transaction) => $"{KeyText.Encode(transaction.Value)}{KeyText.Separator}";

    private TableList ListOf(CompanyKey company, TransactionId transaction) => new(
        _table,
        RowKeys.Partition(company),
        First(transaction),
        First(transaction) + KeyText.Separator,
        Indexes + KeyText.Encode(transaction.Value));
}
