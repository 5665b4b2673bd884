using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Runs;

/// <summary>The record of a run.</summary>
internal static class RunRows
{
    /// <summary>The version of its chunks.</summary>
    public const string Version = "Version";

    public static TableEntity Write(ExpenseRun run, string version) => new(RowKeys.Partition(run.Company), KeyText.Encode(run.Id.Value))
    {
        [Version] = version,
        [nameof(run.RequestSha256)] = run.RequestSha256,
        [nameof(run.ExpenseCount)] = run.ExpenseCount,
        [nameof(run.ReceiptCount)] = run.ReceiptCount,
        [nameof(run.Created)] = run.Created.ToUniversalTime(),
        [nameof(run.Status)] = run.Status.ToString(),
        [nameof(run.Dataset)] = run.Dataset?.Value,
        [nameof(run.Sync)] = run.Sync?.Value,
        [nameof(run.Completed)] = run.Completed?.ToUniversalTime(),
        [nameof(run.ErrorMessage)] = LongText.Cut(run.ErrorMessage),
    };

    public static ExpenseRun Read(CompanyKey company, RunId id, TableEntity row) => new()
    {
        Company = company,
        Id = id,
        RequestSha256 = row.Text(nameof(ExpenseRun.RequestSha256)),
        ExpenseCount = row.Number(nameof(ExpenseRun.ExpenseCount)),
        ReceiptCount = row.Number(nameof(ExpenseRun.ReceiptCount)),
        Created = row.Instant(nameof(ExpenseRun.Created)),
        Status = row.Name<ExpenseRunStatus>(nameof(ExpenseRun.Status)),
        Dataset = row.GetString(nameof(ExpenseRun.Dataset)) is { } dataset ? new DatasetId(dataset) : null,
        Sync = row.GetString(nameof(ExpenseRun.Sync)) is { } sync ? new SyncId(sync) : null,
        Completed = row.OptionalInstant(nameof(ExpenseRun.Completed)),
        ErrorMessage = row.Text(nameof(ExpenseRun.ErrorMessage)),
        ETag = row.ETag.ToString(),
    };
}
