using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store.Damage;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>
/// Reads of one connection; not for two threads at once. Every row is held against its checksum: one that is not what was
/// written is a <see cref="DamagedStoreException"/>.
/// </summary>
internal class StoreReader(SqliteConnection connection) : IDisposable
{
    private readonly Statements _statements = new(connection);
    private readonly StoredRows _rows = new(connection.DataSource);

    protected Statements Db => _statements;

    public InstanceRow? FindInstance(string id)
    {
        using var reader = Db.Query($"SELECT {StoredRows.Instance} FROM instances WHERE id = @0", id);
        return reader.Read() ? _rows.ReadInstance(reader) : null;
    }

    public OrchestrationRuntimeStatus? FindStatus(string id) => FindHead(id)?.Status;

    public EntityRow? FindEntity(string id)
    {
        using var reader = Db.Query($"SELECT {StoredRows.Entity} FROM entities WHERE id = @0", id);
        return reader.Read() ? _rows.ReadEntity(reader) : null;
    }

    /// <summary>Entities that an orchestration has locked. Looks at all of them: for the rare replacement of a running one.</summary>
    public List<EntityRow> FindLockedBy(string ownerId)
    {
        var rows = new List<EntityRow>();
        using var reader = Db.Query($"SELECT {StoredRows.Entity} FROM entities WHERE locked_by = @0 ORDER BY id", ownerId);
        while (reader.Read())
        {
            rows.Add(_rows.ReadEntity(reader));
        }

        return rows;
    }

    /// <summary>All events, or none when the instance isn't there. One statement, so that the count and the rows belong together.</summary>
    public List<HistoryEvent> ReadHistory(string instanceId)
    {
        var events = new List<HistoryEvent>();
        using var reader = Db.Query(
            "SELECT i.id, h.number, h.body, h.sum, i.history_length FROM instances i LEFT JOIN history h ON h.instance_id = i.id "
            + "WHERE i.id = @0 ORDER BY h.number",
            instanceId);
        var expected = 0L;
        while (reader.Read())
        {
            expected = reader.GetInt64(4);
            if (!reader.IsDBNull(1))
            {
                events.Add(_rows.ReadEvent(reader, events.Count, expected));
            }
        }

        return events.Count == expected ? events : throw _rows.Check.Incomplete(instanceId, events.Count, expected);
    }

    /// <summary>The first event that says how the instance was started.</summary>
    public ExecutionStarted? FindStart(string instanceId)
    {
        using var reader = Db.Query(
            "SELECT instance_id, number, body, sum FROM history WHERE instance_id = @0 AND number < 2 ORDER BY number", instanceId);
        for (var number = 0; reader.Read(); number++)
        {
            if (_rows.ReadEvent(reader, number, expectedCount: 2) is ExecutionStarted started)
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
            "SELECT row, instance_id, execution_id, body, sum FROM inbox WHERE instance_id = @0 AND row > @1 AND row <= @2 ORDER BY row LIMIT @3",
            instanceId, after, upTo, limit);
        while (reader.Read())
        {
            deliveries.Add(_rows.ReadMessage(reader));
        }

        return deliveries;
    }

    public List<string> ReadInboxOwners(long upTo) => ReadOwners("inbox", upTo);

    public List<string> ReadActivityOwners(long upTo) => ReadOwners("activities", upTo);

    /// <summary>Unanswered calls of one instance in the order they were made.</summary>
    public List<ActivityRow> ReadActivities(string instanceId, long after, long upTo, int limit)
    {
        var rows = new List<ActivityRow>();
        using var reader = Db.Query(
            "SELECT row, instance_id, execution_id, task_id, name, version, input, sum FROM activities "
            + "WHERE instance_id = @0 AND row > @1 AND row <= @2 ORDER BY row LIMIT @3",
            instanceId, after, upTo, limit);
        while (reader.Read())
        {
            rows.Add(_rows.ReadActivity(reader));
        }

        return rows;
    }

    /// <summary>Timers due in a span; a damaged row is told of and passed over, the others are as good as before.</summary>
    public List<TimerRow> ReadTimers(DateTime from, DateTime before, Action<string, DamagedStoreException>? onDamaged = null)
    {
        var rows = new List<TimerRow>();
        using var reader = Db.Query(
            "SELECT row, due, instance_id, execution_id, timer_id, body, sum FROM timers WHERE due >= @0 AND due < @1 ORDER BY due, row",
            from.Ticks, before.Ticks);
        while (reader.Read())
        {
            try
            {
                rows.Add(_rows.ReadTimer(reader));
            }
            catch (DamagedStoreException e) when (onDamaged is not null)
            {
                onDamaged(reader.GetValue(2).ToString() ?? string.Empty, e);
            }
        }

        return rows;
    }

    /// <summary>When the first timer at or after a time is due; null when there is none.</summary>
    public DateTime? FindNextTimer(DateTime from)
        => Db.Scalar("SELECT MIN(due) FROM timers WHERE due >= @0", from.Ticks) is long due ? new DateTime(due, DateTimeKind.Utc) : null;

    /// <summary>Instances in the order of their ids, after the given one.</summary>
    public List<InstanceRow> QueryInstances(InstanceFilter filter, string after, int limit)
    {
        var rows = new List<InstanceRow>();
        using var reader = Db.Query(
            $"SELECT {StoredRows.Instance} FROM instances WHERE id > @0 AND created >= @1 AND created <= @2 AND (@3 & (1 << status)) != 0 "
            + "AND (@4 = '' OR substr(lower(id), 1, length(@4)) = @4) ORDER BY id LIMIT @5",
            after, filter.From.Ticks, filter.To.Ticks, filter.StatusMask, filter.Prefix, limit);
        while (reader.Read())
        {
            rows.Add(_rows.ReadInstance(reader));
        }

        return rows;
    }

    /// <summary>Ids of instances last changed within the bounds, in their order, after the given one.</summary>
    public List<string> QueryIds(InstanceFilter updated, string after, int limit)
    {
        var ids = new List<string>();
        using var reader = Db.Query(
            $"SELECT {StoredRows.Head} FROM instances WHERE id > @0 AND updated >= @1 AND updated <= @2 AND (@3 & (1 << status)) != 0 ORDER BY id LIMIT @4",
            after, updated.From.Ticks, updated.To.Ticks, updated.StatusMask, limit);
        while (reader.Read())
        {
            ids.Add(_rows.ReadHead(reader).Id);
        }

        return ids;
    }

    /// <summary>Entities in the order of their ids, after the given one. The prefix is matched exactly.</summary>
    public List<EntityRow> QueryEntities(string prefix, DateTime from, DateTime to, bool transient, string after, int limit)
    {
        var rows = new List<EntityRow>();
        using var reader = Db.Query(
            $"SELECT {StoredRows.Entity} FROM entities WHERE id > @0 AND substr(id, 1, length(@1)) = @1 "
            + "AND modified >= @2 AND modified <= @3 AND (@4 OR state IS NOT NULL) ORDER BY id LIMIT @5",
            after, prefix, from.Ticks, to.Ticks, transient, limit);
        while (reader.Read())
        {
            rows.Add(_rows.ReadEntity(reader));
        }

        return rows;
    }

    /// <summary>Whether a call waits or runs; its row goes with its answer.</summary>
    public bool HasActivity(string instanceId, int taskId)
        => Db.Scalar("SELECT 1 FROM activities WHERE instance_id = @0 AND task_id = @1", instanceId, taskId) is not null;

    public bool HasTimer(string instanceId, int timerId)
        => Db.Scalar("SELECT 1 FROM timers WHERE instance_id = @0 AND timer_id = @1", instanceId, timerId) is not null;

    /// <summary>Whether the answer of a child waits to be taken.</summary>
    public bool HasAnswer(string instanceId, int taskId)
        => ReadInbox(instanceId, 0, long.MaxValue, int.MaxValue).Exists(delivery => delivery.Body switch
        {
            SubOrchestrationInstanceCompleted done => done.TaskScheduledId == taskId,
            SubOrchestrationInstanceFailed failed => failed.TaskScheduledId == taskId,
            _ => false,
        });

    public int CountInbox(string instanceId) => (int)(long)Db.Scalar("SELECT COUNT(*) FROM inbox WHERE instance_id = @0", instanceId)!;

    public long LastRow(string table) => Db.Scalar($"SELECT MAX(row) FROM {table}") is long row ? row : 0;

    /// <summary>The part of an instance every step needs, without the payloads.</summary>
    protected InstanceRow? FindHead(string id)
    {
        using var reader = Db.Query($"SELECT {StoredRows.Head} FROM instances WHERE id = @0", id);
        return reader.Read() ? _rows.ReadHead(reader) : null;
    }

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

    private List<string> ReadOwners(string table, long upTo)
    {
        var owners = new List<string>();
        using var reader = Db.Query($"SELECT DISTINCT instance_id FROM {table} WHERE row <= @0", upTo);
        while (reader.Read())
        {
            owners.Add(reader.GetString(0));
        }

        return owners;
    }
}
