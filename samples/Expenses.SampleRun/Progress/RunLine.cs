using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Progress;

internal static class RunLine
{
    public static string Of(RunStatus run)
    {
        var counts = run.Progress ?? new RunCounts(0, 0, 0, 0, 0, 0, 0, 0);
        var code = run.SyncStatusCode is { } number ? $"sync {number}, " : "";
        return $"{run.Status}: {code}datasets {counts.Datasets}, pushed {counts.Pushed}/{counts.Expenses}, "
            + $"receipts {counts.ReceiptsAttached}/{counts.Receipts}, "
            + $"uploaded {counts.Uploaded}, synced {counts.Synced}, failed {counts.Failed}, pending {Pending(counts)}";
    }

    public static int Pending(RunCounts counts) => Math.Max(0, counts.Expenses - counts.Uploaded - counts.Synced - counts.Failed);
}
