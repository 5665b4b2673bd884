using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Runs;

/// <summary>The results of a run, by number.</summary>
internal static class RunResultRows
{
    public static string Key(long number) => $"result~{RowKeys.Number(number)}";

    public static TableEntity Write(string partition, RunExpenseResult result) => new(partition, Key(result.Number))
    {
        [nameof(result.Number)] = result.Number,
        [nameof(result.TransactionId)] = result.TransactionId.Value,
        [nameof(result.Result)] = result.Result.ToString(),
        [nameof(result.TransactionStatus)] = result.TransactionStatus.ToString(),
        [nameof(result.Receipts)] = result.Receipts,
        [nameof(result.ReceiptsAttached)] = result.ReceiptsAttached,
        [nameof(result.Message)] = LongText.Cut(result.Message),
    };

    public static RunExpenseResult Read(TableEntity row) => new(
        row.Number(nameof(RunExpenseResult.Number)),
        new TransactionId(row.Text(nameof(RunExpenseResult.TransactionId))),
        row.Name<ExpenseResult>(nameof(RunExpenseResult.Result)),
        row.Name<TransactionStatus>(nameof(RunExpenseResult.TransactionStatus)),
        row.Number(nameof(RunExpenseResult.Receipts)),
        row.Number(nameof(RunExpenseResult.ReceiptsAttached)),
        row.GetString(nameof(RunExpenseResult.Message)));
}
