using Azure.Data.Tables;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>How the chunks of a sync stand.</summary>
internal static class SyncProgressRows
{
    public const string First = "progress~";
    public const string Behind = "progress~~";

    public static TableEntity Write(string partition, int chunk, SyncCounts counts) => new(partition, First + RowKeys.Number(chunk))
    {
        [nameof(counts.Completed)] = counts.Completed,
        [nameof(counts.ValidationErrors)] = counts.ValidationErrors,
        [nameof(counts.PushErrors)] = counts.PushErrors,
        [nameof(counts.Pending)] = counts.Pending,
        [nameof(counts.Unknown)] = counts.Unknown,
        [nameof(counts.Drafts)] = counts.Drafts,
    };

    public static SyncCounts Read(TableEntity row) => new(
        row.Number(nameof(SyncCounts.Completed)),
        row.Number(nameof(SyncCounts.ValidationErrors)),
        row.Number(nameof(SyncCounts.PushErrors)),
        row.Number(nameof(SyncCounts.Pending)),
        row.Number(nameof(SyncCounts.Unknown)),
        row.GetInt32(nameof(SyncCounts.Drafts)) ?? 0);
}
