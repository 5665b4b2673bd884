using Expenses.Core.Runs;
using Expenses.Core.Syncs;

namespace ExpensesFunctions.Http.Runs;

/// <summary>A run that was accepted.</summary>
internal sealed record RunAccepted(string RunId, string CompanyId, ExpenseRunStatus Status, DateTimeOffset CreatedUtc)
{
    public static RunAccepted Of(ExpenseRun run) => new(run.Id.Value, run.Company.Company.Value, run.Status, run.Created);
}

/// <summary>How a run stands.</summary>
internal sealed record RunBody(
    string RunId,
    string CompanyId,
    ExpenseRunStatus Status,
    DateTimeOffset CreatedUtc,
    DateTimeOffset? CompletedUtc,
    DateTimeOffset? SyncExpectedEndUtc,
    string? DatasetId,
    string? SyncId,
    int? SyncStatusCode,
    string? SyncStatus,
    string ErrorMessage,
    RunProgressBody Progress)
{
    public static RunBody Of(ExpenseRun run, SyncRecord? sync, RunProgressBody progress, DateTimeOffset now)
    {
        var code = sync?.CodeAt(now);
        return new RunBody(
            run.Id.Value,
            run.Company.Company.Value,
            run.Status,
            run.Created,
            run.Completed,
            sync is { IsFinished: false } ? sync.ExpectedEnd : null,
            run.Dataset?.Value,
            run.Sync?.Value,
            (int?)code,
            code is { } known ? SyncStatusTable.TextOf(known, sync!.Stage) : null,
            run.ErrorMessage,
            progress);
    }
}

/// <summary>The counts of a run: what it carries, what is in the ledger, and what each expense came to.</summary>
internal sealed record RunProgressBody(
    int Expenses, int Datasets, int Pushed, int Failed, int Receipts, int ReceiptsAttached, int Uploaded, int Synced)
{
    public static RunProgressBody Of(ExpenseRun run, SyncCounts sync, RunProgress progress) => new(
        run.ExpenseCount,
        run.Dataset is null ? 0 : 1,
        sync.Completed,
        sync.ValidationErrors + sync.PushErrors + sync.Unknown,
        run.ReceiptCount,
        progress.ReceiptsAttached,
        progress.Uploaded,
        progress.Synced);
}
