using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store.Damage;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Rows as the reader stands on them, each held against its checksum before anything is made of it.</summary>
internal sealed class StoredRows(string path)
{
    public const string Head = "id, name, version, execution_id, status, parent_id, created, updated, history_length, sum";
    public const string Instance = $"{Head}, input, output, custom_status, failure, tags, payload_sum";
    public const string Entity = "id, state, locked_by, lock_id, modified, sum";

    public RowCheck Check { get; } = new(path);

    /// <summary>Without the payloads.</summary>
    public InstanceRow ReadHead(SqliteDataReader reader)
    {
        var row = new InstanceRow
        {
            Id = Required(reader, 0),
            Name = Required(reader, 1),
            Version = Required(reader, 2),
            ExecutionId = Required(reader, 3),
            Status = (OrchestrationRuntimeStatus)Number(reader, 4),
            ParentId = Text(reader, 5),
            Created = Utc(reader, 6),
            Updated = Utc(reader, 7),
            HistoryLength = (int)Number(reader, 8),
        };
        Check.Verify(reader, 9, RowSums.Head(row), "instances", row.Id);
        return row;
    }

    public InstanceRow ReadInstance(SqliteDataReader reader)
    {
        var head = ReadHead(reader);
        var (input, output, status, failure, tags) = (Text(reader, 10), Text(reader, 11), Text(reader, 12), Text(reader, 13), Text(reader, 14));
        Check.Verify(reader, 15, RowSums.Payload(head.Id, input, output, status, failure, tags), "instances", head.Id);
        return head with
        {
            Input = input,
            Output = output,
            CustomStatus = status,
            Failure = HistoryJson.ReadFailure(failure),
            Tags = HistoryJson.ReadTags(tags),
        };
    }

    /// <summary>Columns: instance_id, number, body, sum.</summary>
    public HistoryEvent ReadEvent(SqliteDataReader reader, int number, long expectedCount)
    {
        var (instanceId, stored, body) = (Required(reader, 0), Number(reader, 1), Required(reader, 2));
        Check.Verify(reader, 3, RowSums.History(instanceId, stored, body), "history", instanceId, stored);
        return stored == number ? HistoryJson.ReadEvent(body) : throw Check.Incomplete(instanceId, number, expectedCount);
    }

    /// <summary>Columns: row, instance_id, execution_id, body, sum.</summary>
    public Delivery ReadMessage(SqliteDataReader reader)
    {
        var (row, instanceId, executionId, body) = (Number(reader, 0), Required(reader, 1), Text(reader, 2), Required(reader, 3));
        Check.Verify(reader, 4, RowSums.Inbox(row, instanceId, executionId, body), "inbox", instanceId, row);
        return new Delivery(instanceId, DeliverySource.Inbox, row, executionId, MessageBody.Read(instanceId, body));
    }

    /// <summary>Columns: row, instance_id, execution_id, task_id, name, version, input, sum.</summary>
    public ActivityRow ReadActivity(SqliteDataReader reader)
    {
        var row = new ActivityRow(
            Number(reader, 0), Required(reader, 1), Required(reader, 2), (int)Number(reader, 3), Required(reader, 4), Required(reader, 5),
            Required(reader, 6));
        Check.Verify(reader, 7, RowSums.Activity(row), "activities", row.InstanceId, row.Row);
        return row;
    }

    /// <summary>Columns: row, due, instance_id, execution_id, timer_id, body, sum.</summary>
    public TimerRow ReadTimer(SqliteDataReader reader)
    {
        var (row, due, instanceId, executionId) = (Number(reader, 0), Number(reader, 1), Required(reader, 2), Text(reader, 3));
        var (timerId, body) = (reader.IsDBNull(4) ? (long?)null : Number(reader, 4), Required(reader, 5));
        Check.Verify(reader, 6, RowSums.Timer(row, due, instanceId, executionId, timerId, body), "timers", instanceId, row);
        return new TimerRow(
            row, new DateTime(due, DateTimeKind.Utc), instanceId, executionId, (int?)timerId, MessageBody.Read(instanceId, body));
    }

    public EntityRow ReadEntity(SqliteDataReader reader)
    {
        var row = new EntityRow(Required(reader, 0), Text(reader, 1), Text(reader, 2), Text(reader, 3), Utc(reader, 4));
        Check.Verify(reader, 5, RowSums.Entity(row), "entities", row.Id);
        return row;
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // What is NULL where it can't be has lost its content: the checksum then says so.
    private static string Required(SqliteDataReader reader, int column) => Text(reader, column) ?? string.Empty;

    private static long Number(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? 0 : reader.GetInt64(column);

    /// <summary>A damaged number may be no time at all; the checksum then says the rest.</summary>
    private static DateTime Utc(SqliteDataReader reader, int column)
    {
        var ticks = Number(reader, column);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : default;
    }
}
