using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Expenses.SampleRun.Input;
using Expenses.SampleRun.Progress;
using Expenses.SampleRun.Reconciliation;
using Expenses.SampleRun.Report;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun;

/// <summary>One expense run from the outside: company, receipts, run, then the ledger read back and compared.</summary>
internal sealed class ExpenseRun(ExpensesClient client, PatientHttp http, SampleRunOptions options, IRunProgress progress, TimeProvider clock)
{
    private const int DownloadsAtATime = 4;

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(500);

    public async Task<RunReport> GoAsync(ExpenseBatch batch, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var runKey = options.RunKey ?? batch.RunKey;
        var company = await new CompanySetup(client, new StateFile(options.StateFile)).PrepareAsync(batch, runKey, options, cancellation);
        progress.Step($"Company {company.Name} ({company.CompanyId}), sandbox ledger {company.ConnectionId}");
        await CheckMappingAsync(company.CompanyId, batch, cancellation);
        await new ReceiptUpload(client).SendAsync(company.CompanyId, batch, progress.Receipts, cancellation);

        var runStart = clock.GetTimestamp();
        var idempotencyKey = options.RunKey ?? DeterministicId.From([runKey.ToString(), company.CompanyId]);
        var expenses = batch.Expenses.Select(WithReceipts).ToList();
        var started = await client.StartRunAsync(company.CompanyId, expenses, idempotencyKey, cancellation);
        progress.Step($"Run {started.RunId}: {batch.Expenses.Count} expenses, {batch.Expenses.Sum(e => e.Receipts.Count)} receipts");
        await progress.FollowAsync(StatusesAsync(company.CompanyId, started.RunId, cancellation), cancellation);
        var runTime = clock.GetElapsedTime(runStart);

        progress.Step("Reading the ledger back");
        var evidence = await ReadBackAsync(company, batch, started.RunId, cancellation);
        return new RunReport
        {
            Company = company,
            RunKey = runKey,
            Run = evidence.Run,
            BaseCurrency = batch.BaseCurrency,
            Result = Reconciler.Reconcile(evidence),
            RunTime = runTime,
            TotalTime = clock.GetElapsedTime(start),
            RepeatedRequests = http.Waits,
        };
    }

    private static ExpenseTransaction WithReceipts(PlannedExpense planned) =>
        planned.Expense with { ReceiptIds = planned.Receipts.Select(r => r.ReceiptId).ToList() };

    /// <summary>The user's side offers only accounts, tax rates and tracking categories that the ledger has.</summary>
    private async Task CheckMappingAsync(string companyId, ExpenseBatch batch, CancellationToken cancellation)
    {
        var mapping = await client.GetMappingOptionsAsync(companyId, cancellation);
        var missing = MappingCheck.Missing(batch, mapping);
        progress.Step($"Mapping options: {mapping.Accounts?.Count ?? 0} accounts, {mapping.TaxRates?.Count ?? 0} tax rates, "
            + $"{mapping.TrackingCategories?.Count ?? 0} tracking categories");
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"The ledger does not offer {string.Join(", ", missing)}.");
        }
    }

    private async IAsyncEnumerable<RunStatus> StatusesAsync(
        string companyId, string runId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(PollEvery, clock);
        while (true)
        {
            var run = await client.GetRunAsync(companyId, runId, cancellation);
            yield return run;
            if (run.IsFinal)
            {
                yield break;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    private async Task<Evidence> ReadBackAsync(ReadyCompany company, ExpenseBatch batch, string runId, CancellationToken cancellation)
    {
        var run = await client.GetRunAsync(company.CompanyId, runId, cancellation);
        var journals = await client.GetJournalsAsync(company.CompanyId, company.ConnectionId, cancellation);
        return new Evidence
        {
            Batch = batch,
            Run = run,
            RunExpenses = await client.GetRunExpensesAsync(company.CompanyId, runId, cancellation),
            SyncTransactions = run.SyncId is { } syncId
                ? await client.GetSyncTransactionsAsync(company.CompanyId, syncId, cancellation)
                : [],
            Journals = journals,
            TrialBalance = await client.GetTrialBalanceAsync(company.CompanyId, company.ConnectionId, cancellation),
            Downloads = await DownloadAsync(company, journals, cancellation),
        };
    }

    private async Task<IReadOnlyDictionary<string, string>> DownloadAsync(
        ReadyCompany company, IReadOnlyList<LedgerJournal> journals, CancellationToken cancellation)
    {
        var hashes = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = DownloadsAtATime, CancellationToken = cancellation };
        await Parallel.ForEachAsync(journals.SelectMany(j => j.Attachments), limit, async (attachment, token) =>
            hashes[attachment.AttachmentId] =
                await client.HashAttachmentAsync(company.CompanyId, company.ConnectionId, attachment.AttachmentId, token));
        return hashes;
    }
}
