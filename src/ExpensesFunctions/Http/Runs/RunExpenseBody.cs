using Expenses.Core.Runs;
using Expenses.Core.Syncs;

namespace ExpensesFunctions.Http.Runs;

/// <summary>What became of one expense of a run.</summary>
internal sealed record RunExpenseBody(
    string TransactionId, ExpenseResult Result, TransactionStatus TransactionStatus, int Receipts, int ReceiptsAttached, string? Message)
{
    public static RunExpenseBody Of(RunExpenseResult result) => new(
        result.TransactionId.Value, result.Result, result.TransactionStatus, result.Receipts, result.ReceiptsAttached, result.Message);

    /// <summary>An expense that has no result yet.</summary>
    public static RunExpenseBody Undecided(RunExpense expense) => new(
        expense.Transaction.Id.Value, ExpenseResult.Pending, TransactionStatus.Pending, expense.ReceiptIds.Count, ReceiptsAttached: 0, Message: null);
}
