using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Reconciliation;

/// <summary>Compares what was sent with what the API and the ledger say; every disagreement is one sentence.</summary>
internal static class Reconciler
{
    private const int CompleteWithData = 2000;

    public static ReconciliationResult Reconcile(Evidence evidence)
    {
        var differences = new List<string>();
        var journals = evidence.Journals.ToLookup(j => j.Reference, StringComparer.OrdinalIgnoreCase);
        differences.AddRange(RunDifferences(evidence));
        differences.AddRange(StatusDifferences(evidence));
        differences.AddRange(evidence.Batch.Expenses.SelectMany(e => JournalCheck.Compare(e.Expense, journals[e.Expense.Id].ToList())));
        var strangers = Strangers(evidence).ToList();
        differences.AddRange(strangers);
        var unbalanced = evidence.Journals.SelectMany(JournalCheck.Balance).ToList();
        differences.AddRange(unbalanced);
        differences.AddRange(TrialBalanceDifferences(evidence.TrialBalance));
        var receipts = ReceiptCheck.Compare(evidence, journals);
        differences.AddRange(receipts.Differences);
        var currencies = Totals(evidence);
        differences.AddRange(currencies.SelectMany(CurrencyDifferences));
        return new ReconciliationResult
        {
            Differences = differences,
            Statuses = Statuses(evidence),
            Currencies = currencies,
            Sent = evidence.Batch.Expenses.Count,
            InLedgerOnce = evidence.Batch.Expenses.Count(e => journals[e.Expense.Id].Count() == 1),
            Journals = evidence.Journals.Count,
            UnbalancedJournals = unbalanced.Count,
            Strangers = strangers.Count,
            TrialBalanceDifference = Difference(evidence.TrialBalance),
            RefundsSent = evidence.Batch.Expenses.Count(e => IsRefund(e.Expense.Type)),
            RefundsInLedger = evidence.Journals.Count(j => IsRefund(j.Type) && j.TotalAmount < 0),
            ReceiptsSent = evidence.Batch.Expenses.Sum(e => e.Receipts.Count),
            ReceiptsIdentical = receipts.Identical,
            ReceiptsDownloaded = evidence.Downloads.Count,
        };
    }

    private static bool IsRefund(string? type) => string.Equals(type, "Refund", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> RunDifferences(Evidence evidence)
    {
        var run = evidence.Run;
        if (!string.Equals(run.Status, "Completed", StringComparison.Ordinal))
        {
            yield return $"The run ended {run.Status}: {run.ErrorMessage}";
        }

        if (run.SyncStatusCode != CompleteWithData)
        {
            yield return $"The sync ended {run.SyncStatusCode} {run.SyncStatus} instead of {CompleteWithData}. {run.ErrorMessage}".TrimEnd();
        }
    }

    private static IEnumerable<string> StatusDifferences(Evidence evidence)
    {
        var results = evidence.RunExpenses.ToLookup(e => e.TransactionId, StringComparer.OrdinalIgnoreCase);
        var synced = evidence.SyncTransactions
            .Where(t => t.IntegrationType?.StartsWith("expense", StringComparison.OrdinalIgnoreCase) == true)
            .ToLookup(t => t.TransactionId, StringComparer.OrdinalIgnoreCase);
        foreach (var (expense, receipts) in evidence.Batch.Expenses)
        {
            var wanted = receipts.Count > 0 ? ["Uploaded"] : new[] { "Uploaded", "Synced" };
            var found = results[expense.Id].ToList();
            if (found.Count != 1 || !wanted.Contains(found[0].Result, StringComparer.Ordinal))
            {
                var said = string.Join(", ", found.Select(r => $"{r.Result} {r.Message}".Trim()));
                yield return $"{expense.Id} ({expense.MerchantName}): the run says [{said}], expected {string.Join(" or ", wanted)}.";
            }

            var statuses = synced[expense.Id].Select(t => $"{t.Status}").ToList();
            if (statuses is not ["Completed"])
            {
                yield return $"{expense.Id}: the sync lists [{string.Join(", ", statuses)}], expected Completed once.";
            }
        }

        var surplus = evidence.RunExpenses.Count - evidence.Batch.Expenses.Count;
        if (surplus > 0)
        {
            yield return $"The run lists {surplus} expenses more than were sent.";
        }
    }

    private static IEnumerable<string> Strangers(Evidence evidence)
    {
        var ours = evidence.Batch.Expenses.Select(e => e.Expense.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return evidence.Journals
            .Where(j => !ours.Contains(j.Reference))
            .Select(j => $"Journal {j.JournalId}: reference {j.Reference} is none of the transactions sent.");
    }

    private static decimal Difference(TrialBalance balance) => balance.Accounts.Sum(a => a.Debit - a.Credit);

    private static IEnumerable<string> TrialBalanceDifferences(TrialBalance balance)
    {
        var difference = Difference(balance);
        if (difference != 0 || !balance.Balanced)
        {
            yield return $"The trial balance is out by {difference} (balanced: {balance.Balanced}).";
        }
    }

    private static IEnumerable<string> CurrencyDifferences(CurrencyTotals totals)
    {
        if (totals.Sent != totals.Ledger)
        {
            yield return $"{totals.Currency}: sent {totals.Sent}, ledger {totals.Ledger}.";
        }

        if (totals.BaseSent != totals.BaseLedger)
        {
            yield return $"{totals.Currency} in base currency: sent {totals.BaseSent}, ledger {totals.BaseLedger}.";
        }
    }

    private static List<StatusCount> Statuses(Evidence evidence) => evidence.RunExpenses
        .CountBy(e => e.Result, StringComparer.Ordinal)
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => new StatusCount(pair.Key, pair.Value))
        .ToList();

    private static List<CurrencyTotals> Totals(Evidence evidence)
    {
        var sent = evidence.Batch.Expenses.Select(e => e.Expense).ToLookup(e => e.Currency, StringComparer.Ordinal);
        var ledger = evidence.Journals.ToLookup(j => j.Currency, StringComparer.Ordinal);
        return sent.Select(g => g.Key).Union(ledger.Select(g => g.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(currency => new CurrencyTotals(
                currency,
                sent[currency].Count(),
                sent[currency].Sum(SentExpense.Total),
                ledger[currency].Sum(j => j.TotalAmount),
                sent[currency].Sum(SentExpense.BaseTotal),
                ledger[currency].Sum(j => j.BaseTotalAmount)))
            .ToList();
    }
}
