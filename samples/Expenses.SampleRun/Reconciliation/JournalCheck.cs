using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Reconciliation;

/// <summary>One expense against the journals that carry its id, and a journal against itself.</summary>
internal static class JournalCheck
{
    public static IEnumerable<string> Compare(ExpenseTransaction expense, List<LedgerJournal> journals)
    {
        if (journals.Count != 1)
        {
            return [$"{expense.Id} ({expense.MerchantName}) is in the ledger {journals.Count} times."];
        }

        var journal = journals[0];
        return new[]
        {
            Unlike(expense, "type", expense.Type, journal.Type ?? ""),
            Unlike(expense, "date", expense.IssueDate[..10], journal.IssueDate is { Length: >= 10 } date ? date[..10] : ""),
            Unlike(expense, "currency", expense.Currency, journal.Currency),
            Unlike(expense, "currency rate", expense.CurrencyRate ?? 1m, journal.CurrencyRate ?? 1m),
            Unlike(expense, "total", SentExpense.Total(expense), journal.TotalAmount),
            Unlike(expense, "base total", SentExpense.BaseTotal(expense), journal.BaseTotalAmount),
        }.OfType<string>();
    }

    public static IEnumerable<string> Balance(LedgerJournal journal)
    {
        var difference = journal.Lines.Sum(l => l.Debit - l.Credit);
        var baseDifference = journal.Lines.Sum(l => l.BaseDebit - l.BaseCredit);
        if (journal.Lines.Count < 2 || difference != 0 || baseDifference != 0)
        {
            yield return $"Journal {journal.JournalId} ({journal.Reference}) of {journal.Lines.Count} lines is out by {difference}, in base currency by {baseDifference}.";
        }
    }

    private static string? Unlike<T>(ExpenseTransaction expense, string what, T sent, T ledger) =>
        EqualityComparer<T>.Default.Equals(sent, ledger)
            ? null
            : $"{expense.Id} ({expense.MerchantName}): {what} sent {sent}, ledger {ledger}.";
}
