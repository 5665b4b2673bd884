using Expenses.SampleRun.Input;
using Expenses.SampleRun.Reconciliation;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Tests;

/// <summary>What a faultless service and ledger would answer for a batch.</summary>
internal static class PerfectEvidence
{
    public static Evidence Of(ExpenseBatch batch)
    {
        var journals = batch.Expenses.Select(Journal).ToList();
        return new Evidence
        {
            Batch = batch,
            Run = new RunStatus { RunId = "run", Status = "Completed", SyncId = "sync", SyncStatusCode = 2000, SyncStatus = "Complete" },
            RunExpenses = batch.Expenses.Select(Result).ToList(),
            SyncTransactions = batch.Expenses.Select(e => new SyncTransaction(e.Expense.Id, "Completed", null, "expense")).ToList(),
            Journals = journals,
            TrialBalance = new TrialBalance("GBP", [new("091", 0m, 10m), new("429", 10m, 0m)], Balanced: true),
            Downloads = journals.SelectMany(j => j.Attachments).ToDictionary(a => a.AttachmentId, a => a.Sha256, StringComparer.Ordinal),
        };
    }

    private static RunExpense Result(PlannedExpense planned)
    {
        var receipts = planned.Receipts.Count;
        return new RunExpense(planned.Expense.Id, receipts > 0 ? "Uploaded" : "Synced", "Completed", receipts, receipts, null);
    }

    private static LedgerJournal Journal(PlannedExpense planned)
    {
        var expense = planned.Expense;
        var (total, baseTotal) = (Math.Abs(SentExpense.Total(expense)), Math.Abs(SentExpense.BaseTotal(expense)));
        return new LedgerJournal
        {
            JournalId = "journal-" + expense.Id,
            Reference = expense.Id,
            Type = expense.Type,
            IssueDate = expense.IssueDate,
            Currency = expense.Currency,
            CurrencyRate = expense.CurrencyRate,
            TotalAmount = SentExpense.Total(expense),
            BaseTotalAmount = SentExpense.BaseTotal(expense),
            Lines = [new LedgerLine("429", total, 0m, baseTotal, 0m), new LedgerLine("091", 0m, total, 0m, baseTotal)],
            Attachments = planned.Receipts.Select(r => new LedgerAttachment("attachment-" + r.ReceiptId, r.FileName, r.MediaType, 1, r.Sha256)).ToList(),
        };
    }
}
