using Azure.Data.Tables;
using Expenses.Core.Runs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Runs;

/// <summary>How the chunks of a run stand.</summary>
internal static class RunProgressRows
{
    public const string First = "progress~";
    public const string Behind = "progress~~";

    public static TableEntity Write(string partition, int chunk, RunProgress progress) => new(partition, First + RowKeys.Number(chunk))
    {
        [nameof(progress.ReceiptsAttached)] = progress.ReceiptsAttached,
        [nameof(progress.Uploaded)] = progress.Uploaded,
        [nameof(progress.Synced)] = progress.Synced,
        [nameof(progress.Failed)] = progress.Failed,
    };

    public static RunProgress Read(TableEntity row) => new(
        row.Number(nameof(RunProgress.ReceiptsAttached)),
        row.Number(nameof(RunProgress.Uploaded)),
        row.Number(nameof(RunProgress.Synced)),
        row.Number(nameof(RunProgress.Failed)));
}
