using Expenses.LocalHost.Durable.Store.Damage;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>The checksums of rows in memory; <see cref="SummedColumns"/> says the same to SQL.</summary>
internal static class RowSums
{
    public static RowSum Head(InstanceRow row) => RowSum.Of("instances")
        .Add(row.Id).Add(row.Name).Add(row.Version).Add(row.ExecutionId).Add((long)row.Status).Add(row.ParentId)
        .Add(row.Created.Ticks).Add(row.Updated.Ticks).Add(row.HistoryLength);

    /// <summary>Over the texts as they are stored.</summary>
    public static RowSum Payload(string id, string? input, string? output, string? customStatus, string? failure, string? tags)
        => RowSum.Of("instances").Add(id).Add(input).Add(output).Add(customStatus).Add(failure).Add(tags);

    public static RowSum History(string instanceId, long number, string body) => RowSum.Of("history").Add(instanceId).Add(number).Add(body);

    public static RowSum Inbox(long row, string instanceId, string? executionId, string body)
        => RowSum.Of("inbox").Add(row).Add(instanceId).Add(executionId).Add(body);

    public static RowSum Activity(ActivityRow row) => RowSum.Of("activities")
        .Add(row.Row).Add(row.InstanceId).Add(row.ExecutionId).Add(row.TaskId).Add(row.Name).Add(row.Version).Add(row.Input);

    public static RowSum Timer(long row, long due, string instanceId, string? executionId, long? timerId, string body)
    {
        var sum = RowSum.Of("timers").Add(row).Add(due).Add(instanceId).Add(executionId);
        return (timerId is { } id ? sum.Add(id) : sum.Add(null)).Add(body);
    }

    public static RowSum Entity(EntityRow row) => RowSum.Of("entities")
        .Add(row.Id).Add(row.State).Add(row.LockedBy).Add(row.LockId).Add(row.Modified.Ticks);
}
