using Expenses.SampleRun.Input;
using Expenses.SampleRun.Reconciliation;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Tests;

public sealed class ReconcilerTests
{
    private static readonly Evidence Perfect = PerfectEvidence.Of(SampleMonth.Read(RepositoryFolder.SampleMonth, null));

    public static TheoryData<string, string> Faults => new()
    {
        { "lost", "in the ledger 0 times" },
        { "doubled", "in the ledger 2 times" },
        { "stranger", "none of the transactions sent" },
        { "cent off", "total sent" },
        { "base cent off", "base total sent" },
        { "refund as payment", "total sent" },
        { "other type", "type sent" },
        { "other day", "date sent" },
        { "other rate", "currency rate sent" },
        { "unbalanced", "is out by" },
        { "trial balance", "trial balance is out by" },
        { "receipt lost", "is not attached" },
        { "receipt twice", "was not sent, or is there twice" },
        { "receipt changed", "is not attached" },
        { "bytes changed", "the downloaded bytes" },
        { "run failed", "The run ended Failed" },
        { "sync failed", "The sync ended 5130" },
        { "result pending", "the run says [Pending]" },
        { "receipt not uploaded", "the run says [Synced]" },
        { "sync entry missing", "the sync lists []" },
        { "sync entry failed", "the sync lists [PushError]" },
    };

    [Fact]
    public void Reconcile_EverythingInPlace_HasNoDifference()
    {
        var result = Reconciler.Reconcile(Perfect);

        Assert.Empty(result.Differences);
        Assert.Equal(result.Sent, result.InLedgerOnce);
        Assert.Equal(result.ReceiptsSent, result.ReceiptsIdentical);
        Assert.True(result.RefundsSent > 0);
        Assert.Equal(result.RefundsSent, result.RefundsInLedger);
        Assert.All(result.Currencies, c => Assert.Equal(c.Sent, c.Ledger));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Reconcile_OneFault_IsNamed(string fault, string sentence)
    {
        var result = Reconciler.Reconcile(Spoil(fault));

        Assert.False(result.Reconciled);
        Assert.Contains(result.Differences, d => d.Contains(sentence, StringComparison.Ordinal));
    }

    private static Evidence Spoil(string fault) => fault switch
    {
        "lost" => Perfect with { Journals = Perfect.Journals.Skip(1).ToList() },
        "doubled" => Perfect with { Journals = [.. Perfect.Journals, Perfect.Journals[0] with { JournalId = "again" }] },
        "stranger" => Perfect with { Journals = [.. Perfect.Journals, Perfect.Journals[0] with { Reference = Guid.Empty.ToString() }] },
        "cent off" => Journal(_ => true, j => j with { TotalAmount = j.TotalAmount + 0.01m }),
        "base cent off" => Journal(j => j.Currency == "USD", j => j with { BaseTotalAmount = j.BaseTotalAmount - 0.01m }),
        "refund as payment" => Journal(j => j.Type == "Refund", j => j with { TotalAmount = -j.TotalAmount }),
        "other type" => Journal(j => j.Type == "Reward", j => j with { Type = "Refund" }),
        "other day" => Journal(_ => true, j => j with { IssueDate = "2025-08-31T00:00:00Z" }),
        "other rate" => Journal(j => j.Currency == "EUR", j => j with { CurrencyRate = 1m }),
        "unbalanced" => Journal(_ => true, j => j with { Lines = [j.Lines[0], j.Lines[1] with { BaseCredit = 0 }] }),
        "trial balance" => Perfect with { TrialBalance = Perfect.TrialBalance with { Accounts = [new("090", 1m, 0m)] } },
        "receipt lost" => Journal(HasReceipt, j => j with { Attachments = [] }),
        "receipt twice" => Journal(HasReceipt, j => j with { Attachments = [.. j.Attachments, j.Attachments[0]] }),
        "receipt changed" => Journal(HasReceipt, j => j with { Attachments = [j.Attachments[0] with { Sha256 = new string('0', 64) }] }),
        "bytes changed" => Perfect with { Downloads = Perfect.Downloads.ToDictionary(d => d.Key, _ => new string('0', 64), StringComparer.Ordinal) },
        "run failed" => Perfect with { Run = Perfect.Run with { Status = "Failed", ErrorMessage = "why" } },
        "sync failed" => Perfect with { Run = Perfect.Run with { SyncStatusCode = 5130 } },
        "result pending" => Result(_ => true, e => e with { Result = "Pending" }),
        "receipt not uploaded" => Result(e => e.Receipts > 0, e => e with { Result = "Synced" }),
        "sync entry missing" => Perfect with { SyncTransactions = Perfect.SyncTransactions.Skip(1).ToList() },
        "sync entry failed" => Perfect with { SyncTransactions = [Perfect.SyncTransactions[0] with { Status = "PushError" }, .. Perfect.SyncTransactions.Skip(1)] },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };

    private static bool HasReceipt(LedgerJournal journal) => journal.Attachments.Count > 0;

    private static Evidence Journal(Predicate<LedgerJournal> which, Func<LedgerJournal, LedgerJournal> change) =>
        Perfect with { Journals = ChangeFirst(Perfect.Journals, which, change) };

    private static Evidence Result(Predicate<RunExpense> which, Func<RunExpense, RunExpense> change) =>
        Perfect with { RunExpenses = ChangeFirst(Perfect.RunExpenses, which, change) };

    private static List<T> ChangeFirst<T>(IEnumerable<T> items, Predicate<T> which, Func<T, T> change)
    {
        var list = items.ToList();
        var index = list.FindIndex(which);
        list[index] = change(list[index]);
        return list;
    }
}
