using System.Globalization;
using Expenses.SampleRun.Reconciliation;
using Spectre.Console;

namespace Expenses.SampleRun.Report;

/// <summary>The result for a person: per status, per currency, receipts, ledger check.</summary>
internal static class ResultTable
{
    private const int MostDifferences = 40;

    public static void Write(IAnsiConsole console, RunReport report, TableBorder border)
    {
        var result = report.Result;
        console.WriteLine();
        console.Write(Statuses(result, border));
        console.Write(Currencies(result, report.BaseCurrency, border));
        console.Write(Checks(report, border));
        foreach (var difference in result.Differences.Take(MostDifferences))
        {
            console.WriteLine("  ! " + difference);
        }

        if (result.Differences.Count > MostDifferences)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ! and {result.Differences.Count - MostDifferences} more"));
        }

        console.WriteLine(result.Reconciled
            ? "RECONCILED: every transaction is in the ledger exactly once."
            : string.Create(CultureInfo.InvariantCulture, $"NOT RECONCILED: {result.Differences.Count} differences."));
    }

    private static Table Statuses(ReconciliationResult result, TableBorder border)
    {
        var table = new Table().Border(border).AddColumn("Result").AddColumn(new TableColumn("Transactions").RightAligned());
        foreach (var status in result.Statuses)
        {
            table.AddRow(status.Result, Number(status.Count));
        }

        return table.AddRow("sent", Number(result.Sent));
    }

    private static Table Currencies(ReconciliationResult result, string baseCurrency, TableBorder border)
    {
        var table = new Table().Border(border).AddColumn("Currency");
        foreach (var name in new[] { "Count", "Sent", "Ledger", $"Sent in {baseCurrency}", $"Ledger in {baseCurrency}" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var row in result.Currencies)
        {
            table.AddRow(row.Currency, Number(row.Count), Money(row.Sent), Money(row.Ledger), Money(row.BaseSent), Money(row.BaseLedger));
        }

        var totals = result.Currencies;
        return table.AddRow(
            "all", Number(totals.Sum(c => c.Count)), "", "", Money(totals.Sum(c => c.BaseSent)), Money(totals.Sum(c => c.BaseLedger)));
    }

    private static Table Checks(RunReport report, TableBorder border)
    {
        var result = report.Result;
        var table = new Table().Border(border).AddColumn("Check").AddColumn("Outcome");
        table.AddRow("Run", $"{report.Run.Status}, sync {report.Run.SyncStatusCode} {report.Run.SyncStatus}");
        table.AddRow("In the ledger exactly once", $"{result.InLedgerOnce} of {result.Sent}");
        table.AddRow("Journals: all, strangers, unbalanced", $"{result.Journals}, {result.Strangers}, {result.UnbalancedJournals}");
        table.AddRow("Trial balance, debits less credits", Money(result.TrialBalanceDifference));
        table.AddRow("Refunds as refunds", $"{result.RefundsInLedger} of {result.RefundsSent}");
        table.AddRow("Receipts attached, SHA-256 equal", $"{result.ReceiptsIdentical} of {result.ReceiptsSent}");
        table.AddRow("Receipts downloaded and hashed again", Number(result.ReceiptsDownloaded));
        table.AddRow("Differences", Number(result.Differences.Count));
        table.AddRow("Requests sent again", Number(report.RepeatedRequests));
        table.AddRow("Time of the run", Seconds(report.RunTime));
        return table.AddRow("Time in all", Seconds(report.TotalTime));
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Money(decimal value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
