using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>Which columns the checksum of each table covers, in this order; all of them but the checksum itself.</summary>
internal sealed record SummedColumns(string Table, string Key, string Sum, string[] Columns)
{
    /// <summary>What a step needs of an instance; it is read without the payloads.</summary>
    public static readonly SummedColumns Head = new(
        "instances", "id", "sum",
        ["id", "name", "version", "execution_id", "status", "parent_id", "created", "updated", "history_length"]);

    public static readonly SummedColumns Payload = new(
        "instances", "id", "payload_sum", ["id", "input", "output", "custom_status", "failure", "tags"]);

    public static readonly SummedColumns History = new("history", "instance_id || ' ' || number", "sum", ["instance_id", "number", "body"]);

    public static readonly SummedColumns Inbox = new("inbox", "row", "sum", ["row", "instance_id", "execution_id", "body"]);

    public static readonly SummedColumns Activities = new(
        "activities", "row", "sum", ["row", "instance_id", "execution_id", "task_id", "name", "version", "input"]);

    public static readonly SummedColumns Timers = new(
        "timers", "row", "sum", ["row", "due", "instance_id", "execution_id", "timer_id", "body"]);

    public static readonly SummedColumns Entities = new("entities", "id", "sum", ["id", "state", "locked_by", "lock_id", "modified"]);

    private const string Function = "row_sum";

    /// <summary>The checksum as an expression of SQL, on a connection that has <see cref="Register"/>.</summary>
    public string Expression => $"{Function}('{Table}', {string.Join(", ", Columns)})";

    public static void Register(SqliteConnection connection)
        => connection.CreateFunction(Function, (object?[] values) => Of(values), isDeterministic: true);

    /// <summary>The key of a row whose checksum is wrong, if there is one.</summary>
    public string? FindDamaged(SqliteConnection connection)
        => connection.Scalar($"SELECT {Key} FROM {Table} WHERE {Sum} IS NOT {Expression} LIMIT 1")?.ToString();

    private static long Of(object?[] values)
    {
        var sum = RowSum.Of((string)values[0]!);
        foreach (var value in values.AsSpan(1))
        {
            sum = value switch
            {
                null or DBNull => sum.Add((string?)null),
                long number => sum.Add(number),
                string text => sum.Add(text),
                // No column of ours has another type: the damage is in the row itself.
                _ => sum.Add(value.ToString()),
            };
        }

        return sum.Value;
    }
}
