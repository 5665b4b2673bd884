using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>Two rows for each transaction of a sync: the entry by number, and one that leads from the id to the number.</summary>
internal static class SyncTransactionRows
{
    public static string Key(long number) => $"number~{RowKeys.Number(number)}";

    public static string FirstIndex(TransactionId transaction) => $"transaction~{KeyText.Encode(transaction.Value)}~";

    public static string BehindIndex(TransactionId transaction) => $"{FirstIndex(transaction)}~";

    public static TableEntity[] Write(string partition, SyncTransaction transaction) =>
    [
        new(partition, Key(transaction.Number))
        {
            [nameof(transaction.Number)] = transaction.Number,
            [nameof(transaction.TransactionId)] = transaction.TransactionId.Value,
            [nameof(transaction.Status)] = transaction.Status.ToString(),
            [nameof(transaction.Message)] = LongText.Cut(transaction.Message),
            [nameof(transaction.RecordId)] = transaction.RecordId,
            [nameof(transaction.IntegrationType)] = transaction.IntegrationType.ToString(),
            [nameof(transaction.Kind)] = transaction.Kind.ToString(),
            [nameof(transaction.Type)] = transaction.Type?.ToString(),
            [nameof(transaction.IsDraft)] = transaction.IsDraft,
        },
        new(partition, FirstIndex(transaction.TransactionId) + RowKeys.Number(transaction.Number))
        {
            [nameof(transaction.Number)] = transaction.Number,
        },
    ];

    public static int ReadNumber(TableEntity index) => index.Number(nameof(SyncTransaction.Number));

    public static SyncTransaction Read(TableEntity row) => new(
        row.Number(nameof(SyncTransaction.Number)),
        new TransactionId(row.Text(nameof(SyncTransaction.TransactionId))),
        row.Name<TransactionStatus>(nameof(SyncTransaction.Status)),
        row.GetString(nameof(SyncTransaction.Message)),
        row.GetString(nameof(SyncTransaction.RecordId)),
        row.Name<IntegrationType>(nameof(SyncTransaction.IntegrationType)),
        row.NameOr(nameof(SyncTransaction.Kind), TransactionKind.Expense),
        row.OptionalName<ExpenseType>(nameof(SyncTransaction.Type)),
        row.GetBoolean(nameof(SyncTransaction.IsDraft)) ?? false);
}
