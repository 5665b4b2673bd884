using Expenses.LocalHost.Durable.History;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Reads of one connection; not for two threads at once.</summary>
internal class StoreReader(SqliteConnection connection) : IDisposable
{
    private const string InstanceColumns =
        "id, name, version, execution_id, status, input, output, custom_status, failure, tags, parent_id, created, updated, history_length";

    private readonly Statements _statements = new(connection);

    protected Statements Db => _statements;

    public InstanceRow? FindInstance(string id)
    {
        using var reader = Db.Query($"SELECT {InstanceColumns} FROM instances WHERE id = @0", id);
        return reader.Read() ? ReadInstance(reader) : null;
    }

    public OrchestrationRuntimeStatus? FindStatus(string id)
        => Db.Scalar("SELECT status FROM instances WHERE id = @0", id) is long status ? (OrchestrationRuntimeStatus)status : null;

    public EntityRow? FindEntity(string id)
    {
        using var reader = Db.Query("SELECT id, state, locked_by, lock_id, modified FROM entities WHERE id = @0", id);
        return reader.Read() ? ReadEntity(reader) : null;
    }

    /// <summary>Entities that an orchestration has locked. Looks at all of them: for the rare replacement of a running one.</summary>
    public List<EntityRow> FindLockedBy(string ownerId)
    {
        var rows = new List<EntityRow>();
        using var reader = Db.Query("SELECT id, state, locked_by, lock_id, modified FROM entities WHERE locked_by = @0 ORDER BY id", ownerId);
        while (reader.Read())
        {
            rows.Add(ReadEntity(reader));
        }

        return rows;
    }

    public List<HistoryEvent> ReadHistory(string instanceId)
    {
        var events = new List<HistoryEvent>();
        using var reader = Db.Query("SELECT body FROM history WHERE instance_id = @0 ORDER BY number", instanceId);
        while (reader.Read())
        {
            events.Add(HistoryJson.ReadEvent(reader.GetString(0)));
        }

        return events;
    }

    /// <summary>The first event that says how the instance was started.</summary>
    public ExecutionStarted? FindStart(string instanceId)
    {
        using var reader = Db.Query("SELECT body FROM history WHERE instance_id = @0 AND number < 2 ORDER BY number", instanceId);
        while (reader.Read())
        {
            if (HistoryJson.ReadEvent(reader.GetString(0)) is ExecutionStarted started)
            {
                return started;
            }
        }

        return null;
    }

    /// <summary>The next messages of one instance between two rows, the first not included.</summary>
    public List<Delivery> ReadInbox(string instanceId, long after, long upTo, int limit)
    {
        var deliveries = new List<Delivery>();
        using var reader = Db.Query(
            "SELECT row, execution_id, body FROM inbox WHERE instance_id = @0 AND row > @1 AND row <= @2 ORDER BY row LIMIT @3",
            instanceId, after, upTo, limit);
        while (reader.Read())
        {
            var body = MessageBody.Read(instanceId, reader.GetString(2));
            deliveries.Add(new Delivery(instanceId, DeliverySource.Inbox, reader.GetInt64(0), Text(reader, 1), body));
        }

        return deliveries;
    }

    public List<string> ReadInboxOwners(long upTo)
    {
        var owners = new List<string>();
        using var reader = Db.Query("SELECT DISTINCT instance_id FROM inbox WHERE row <= @0", upTo);
        while (reader.Read())
        {
            owners.Add(reader.GetString(0));
        }

        return owners;
    }

    public List<string> ReadActivityOwners(long upTo)
    {
        var owners = new List<string>();
        using var reader = Db.Query("SELECT DISTINCT instance_id FROM activities WHERE row <= @0", upTo);
        while (reader.Read())
        {
            owners.Add(reader.GetString(0));
        }

        return owners;
    }

    /// <summary>Unanswered calls of one instance in the order they were made.</summary>
    public List<ActivityRow> ReadActivities(string instanceId, long after, long upTo, int limit)
    {
        var rows = new List<ActivityRow>();
        using var reader = Db.Query(
            "SELECT row, instance_id, execution_id, task_id, name, version, input FROM activities "
            + "WHERE instance_id = @0 AND row > @1 AND row <= @2 ORDER BY row LIMIT @3",
            instanceId, after, upTo, limit);
        while (reader.Read())
        {
            rows.Add(new ActivityRow(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4), reader.GetString(5), reader.GetString(6)));
        }

        return rows;
    }

    public List<TimerRow> ReadTimers(DateTime from, DateTime before)
    {
        var rows = new List<TimerRow>();
        using var reader = Db.Query(
            "SELECT row, due, instance_id, execution_id, timer_id, body FROM timers WHERE due >= @0 AND due < @1 ORDER BY due, row",
            from.Ticks, before.Ticks);
        while (reader.Read())
        {
            var instanceId = reader.GetString(2);
            rows.Add(new TimerRow(
                reader.GetInt64(0), Utc(reader.GetInt64(1)), instanceId, Text(reader, 3), reader.IsDBNull(4) ? null : reader.GetInt32(4),
                MessageBody.Read(instanceId, reader.GetString(5))));
        }

        return rows;
    }

    /// <summary>When the first timer at or after a time is due; null when there is none.</summary>
    public DateTime? FindNextTimer(DateTime from)
        => Db.Scalar("SELECT MIN(due) FROM timers WHERE due >= @0", from.Ticks) is long due ? Utc(due) : null;

    /// <summary>Instances in the order of their ids, after the given one.</summary>
    public List<InstanceRow> QueryInstances(InstanceFilter filter, string after, int limit)
    {
        var rows = new List<InstanceRow>();
        using var reader = Db.Query(
            $"SELECT {InstanceColumns} FROM instances WHERE id > @0 AND created >= @1 AND created <= @2 AND (@3 & (1 << status)) != 0 "
            + "AND (@4 = '' OR substr(lower(id), 1, length(@4)) = @4) ORDER BY id LIMIT @5",
            after, filter.From.Ticks, filter.To.Ticks, filter.StatusMask, filter.Prefix, limit);
        while (reader.Read())
        {
            rows.Add(ReadInstance(reader));
        }

        return rows;
    }

    /// <summary>Ids of instances last changed within the bounds, in their order, after the given one.</summary>
    public List<string> QueryIds(InstanceFilter updated, string after, int limit)
    {
        var ids = new List<string>();
        using var reader = Db.Query(
            "SELECT id FROM instances WHERE id > @0 AND updated >= @1 AND updated <= @2 AND (@3 & (1 << status)) != 0 ORDER BY id LIMIT @4",
            after, updated.From.Ticks, updated.To.Ticks, updated.StatusMask, limit);
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    /// <summary>Entities in the order of their ids, after the given one. The prefix is matched exactly.</summary>
    public List<EntityRow> QueryEntities(string prefix, DateTime from, DateTime to, bool transient, string after, int limit)
    {
        var rows = new List<EntityRow>();
        using var reader = Db.Query(
            "SELECT id, state, locked_by, lock_id, modified FROM entities WHERE id > @0 AND substr(id, 1, length(@1)) = @1 "
            + "AND modified >= @2 AND modified <= @3 AND (@4 OR state IS NOT NULL) ORDER BY id LIMIT @5",
            after, prefix, from.Ticks, to.Ticks, transient, limit);
        while (reader.Read())
        {
            rows.Add(ReadEntity(reader));
        }

        return rows;
    }

    public int CountInbox(string instanceId) => (int)(long)Db.Scalar("SELECT COUNT(*) FROM inbox WHERE instance_id = @0", instanceId)!;

    public long LastRow(string table) => Db.Scalar($"SELECT MAX(row) FROM {table}") is long row ? row : 0;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _statements.Dispose();
        }
    }

    private static InstanceRow ReadInstance(SqliteDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Name = reader.GetString(1),
        Version = reader.GetString(2),
        ExecutionId = reader.GetString(3),
        Status = (OrchestrationRuntimeStatus)reader.GetInt32(4),
        Input = Text(reader, 5),
        Output = Text(reader, 6),
        CustomStatus = Text(reader, 7),
        Failure = HistoryJson.ReadFailure(Text(reader, 8)),
        Tags = HistoryJson.ReadTags(Text(reader, 9)),
        ParentId = Text(reader, 10),
        Created = Utc(reader.GetInt64(11)),
        Updated = Utc(reader.GetInt64(12)),
        HistoryLength = reader.GetInt32(13),
    };

    private static EntityRow ReadEntity(SqliteDataReader reader)
        => new(reader.GetString(0), Text(reader, 1), Text(reader, 2), Text(reader, 3), Utc(reader.GetInt64(4)));

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
