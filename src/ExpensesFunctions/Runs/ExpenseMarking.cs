using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;

namespace ExpensesFunctions.Runs;

/// <summary>
/// Gives the expenses of a chunk their results, from what is stored and not from what was passed along, so that marking
/// again marks the same.
/// </summary>
/// <param name="engine">The sync service.</param>
/// <param name="runs">Expense runs.</param>
/// <param name="receipts">The files.</param>
/// <param name="attachments">What is attached.</param>
public sealed class ExpenseMarking(
    RunEngine engine, IExpenseRunStore runs, IReceiptStore receipts, IAttachmentIntentStore attachments)
{
    /// <summary>Marks a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>How its expenses ended.</returns>
    public async Task<RunTotalsV1> MarkAsync(RunChunkV1 chunk, CancellationToken cancellationToken)
    {
        var company = chunk.Run.CompanyKey();
        var run = new RunId(chunk.Run.Run);
        var first = chunk.Chunk * Dataset.ChunkSize;
        var expenses = await runs.ReadChunkAsync(company, run, chunk.Chunk, cancellationToken);
        var rows = (await engine.Service.ReadTransactionsAsync(
                company, new SyncId(chunk.Sync), [.. expenses.Select(e => e.Transaction.Id)], first, cancellationToken))
            .Where(r => r.IntegrationType == IntegrationType.Expense)
            .ToDictionary(r => r.TransactionId);
        var results = new List<RunExpenseResult>(expenses.Count);
        foreach (var (expense, number) in expenses.Select((e, i) => (e, first + i)))
        {
            var row = rows.GetValueOrDefault(expense.Transaction.Id)
                ?? new SyncTransaction(number, expense.Transaction.Id, TransactionStatus.Unknown, "The sync ended before it came to this transaction.");
            results.Add(await ResultAsync(company, expense, row, number, cancellationToken));
        }

        await runs.SaveResultsAsync(company, run, results, cancellationToken);
        var progress = new RunProgress(
            results.Sum(r => r.ReceiptsAttached),
            results.Count(r => r.Result == ExpenseResult.Uploaded),
            results.Count(r => r.Result == ExpenseResult.Synced),
            results.Count(r => r.Result == ExpenseResult.Failed));
        await runs.SetProgressAsync(company, run, chunk.Chunk, progress, cancellationToken);
        return new RunTotalsV1(progress.Uploaded, progress.Synced, progress.Failed);
    }

    private async Task<RunExpenseResult> ResultAsync(
        CompanyKey company, RunExpense expense, SyncTransaction row, int number, CancellationToken cancellationToken)
    {
        if (row.Status != TransactionStatus.Completed)
        {
            return new RunExpenseResult(
                number, row.TransactionId, ExpenseResult.Failed, row.Status, expense.ReceiptIds.Count, 0, row.Message);
        }

        var attached = 0;
        string? reason = null;
        foreach (var id in expense.ReceiptIds)
        {
            var receipt = await receipts.FindAsync(company, id, cancellationToken);
            var intent = receipt is null
                ? null
                : await attachments.FindAsync(company, row.TransactionId, receipt.Sha256, cancellationToken);
            attached += intent?.State == PushIntentState.Completed ? 1 : 0;
            reason ??= intent?.State == PushIntentState.Completed
                ? null
                : $"In the ledger, but receipt {id} is not attached: {intent?.Message ?? "the platform did not take it."}";
        }

        var result = reason is not null ? ExpenseResult.Failed
            : expense.ReceiptIds.Count > 0 ? ExpenseResult.Uploaded
            : ExpenseResult.Synced;
        return new RunExpenseResult(number, row.TransactionId, result, row.Status, expense.ReceiptIds.Count, attached, reason);
    }
}
