using Expenses.LocalHost.Durable.History;
using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Writes inside the one open transaction and notes what has to be told after it.</summary>
internal sealed class StoreWriter : StoreReader
{
    private readonly List<Effect> _effects = [];
    private long _inboxRow;
    private long _activityRow;
    private long _timerRow;

    public StoreWriter(SqliteConnection connection)
        : base(connection)
    {
        _inboxRow = LastRow("inbox");
        _activityRow = LastRow("activities");
        _timerRow = LastRow("timers");
    }

    public IReadOnlyList<Effect> Effects => _effects;

    public void Begin()
    {
        _effects.Clear();
        Db.Run("BEGIN IMMEDIATE");
    }

    public void Commit() => Db.Run("COMMIT");

    public void Rollback()
    {
        _effects.Clear();
        Db.Run("ROLLBACK");
    }

    public void PutInstance(InstanceRow row)
    {
        var (failure, tags) = (HistoryJson.Write(row.Failure), HistoryJson.Write(row.Tags));
        Db.Run(
            "INSERT OR REPLACE INTO instances VALUES(@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15)",
            row.Id, row.Name, row.Version, row.ExecutionId, (long)row.Status, row.ParentId, row.Created.Ticks, row.Updated.Ticks,
            row.HistoryLength, RowSums.Head(row).Value, row.Input, row.Output, row.CustomStatus, failure, tags,
            RowSums.Payload(row.Id, row.Input, row.Output, row.CustomStatus, failure, tags).Value);
        _effects.Add(new StatusChanged(row.Id, row.Status));
    }

    /// <summary>The columns a step changes; the input is not written again, but has to be in the row for its checksum.</summary>
    public void UpdateInstance(InstanceRow row)
    {
        var failure = HistoryJson.Write(row.Failure);
        Db.Run(
            "UPDATE instances SET status = @1, output = @2, custom_status = @3, failure = @4, updated = @5, history_length = @6, "
            + "sum = @7, payload_sum = @8 WHERE id = @0",
            row.Id, (long)row.Status, row.Output, row.CustomStatus, failure, row.Updated.Ticks, row.HistoryLength, RowSums.Head(row).Value,
            RowSums.Payload(row.Id, row.Input, row.Output, row.CustomStatus, failure, HistoryJson.Write(row.Tags)).Value);
        _effects.Add(new StatusChanged(row.Id, row.Status));
    }

    public bool HasExecution(string id, string executionId)
        => string.Equals(FindHead(id)?.ExecutionId, executionId, StringComparison.Ordinal);

    /// <summary>Removes the instance with all that belongs to it.</summary>
    public void DeleteInstance(string id)
    {
        Db.Run("DELETE FROM instances WHERE id = @0", id);
        ClearHistory(id);
        Db.Run("DELETE FROM inbox WHERE instance_id = @0", id);
        Db.Run("DELETE FROM activities WHERE instance_id = @0", id);
        CancelTimers(id);
        _effects.Add(new InstanceReset(id));
    }

    public void ClearHistory(string id) => Db.Run("DELETE FROM history WHERE instance_id = @0", id);

    public void AppendHistory(string id, int number, HistoryEvent value)
    {
        var body = HistoryJson.Write(value);
        Db.Run("INSERT INTO history VALUES(@0, @1, @2, @3)", id, number, body, RowSums.History(id, number, body).Value);
    }

    public void Send(string instanceId, string? executionId, object body)
    {
        var row = ++_inboxRow;
        var text = MessageBody.Write(body);
        var sum = RowSums.Inbox(row, instanceId, executionId, text);
        Db.Run("INSERT INTO inbox VALUES(@0, @1, @2, @3, @4)", row, instanceId, executionId, text, sum.Value);
        _effects.Add(new Delivered(new Delivery(instanceId, DeliverySource.Inbox, row, executionId, body)));
    }

    /// <summary>False, and nothing sent, when the orchestration isn't there or has ended (durable-semantics §3).</summary>
    public bool SendToRunning(string instanceId, string? executionId, object body)
    {
        if (FindStatus(instanceId) is not { } status || InstanceRow.IsTerminalStatus(status))
        {
            return false;
        }

        Send(instanceId, executionId, body);
        return true;
    }

    public void SendLater(string instanceId, string? executionId, int? timerId, DateTime due, object body)
    {
        var row = ++_timerRow;
        var text = MessageBody.Write(body);
        var sum = RowSums.Timer(row, due.Ticks, instanceId, executionId, timerId, text);
        Db.Run("INSERT INTO timers VALUES(@0, @1, @2, @3, @4, @5, @6)", row, due.Ticks, instanceId, executionId, timerId, text, sum.Value);
        _effects.Add(new TimerArmed(new TimerRow(row, due, instanceId, executionId, timerId, body)));
    }

    public void CancelTimer(string instanceId, int timerId)
    {
        var row = Db.Scalar("DELETE FROM timers WHERE instance_id = @0 AND timer_id = @1 RETURNING row", instanceId, timerId);
        if (row is long gone)
        {
            _effects.Add(new TimerGone(gone));
        }
    }

    public void CancelTimers(string instanceId)
    {
        using var reader = Db.Query("DELETE FROM timers WHERE instance_id = @0 RETURNING row", instanceId);
        while (reader.Read())
        {
            _effects.Add(new TimerGone(reader.GetInt64(0)));
        }
    }

    public void ScheduleActivity(ActivityRow template)
    {
        var activity = template with { Row = ++_activityRow };
        Db.Run(
            "INSERT INTO activities VALUES(@0, @1, @2, @3, @4, @5, @6, @7)",
            activity.Row, activity.InstanceId, activity.ExecutionId, activity.TaskId, activity.Name, activity.Version, activity.Input,
            RowSums.Activity(activity).Value);
        _effects.Add(new ActivityScheduled(activity));
    }

    public void Consume(Delivery delivery)
    {
        switch (delivery.Source)
        {
            case DeliverySource.Inbox:
                Db.Run("DELETE FROM inbox WHERE row = @0", delivery.Row);
                break;
            case DeliverySource.Timer:
                Db.Run("DELETE FROM timers WHERE row = @0", delivery.Row);
                _effects.Add(new TimerGone(delivery.Row));
                break;
            default:
                Db.Run("DELETE FROM activities WHERE row = @0", delivery.Row);
                break;
        }
    }

    public void PutEntity(EntityRow row)
    {
        if (row.IsEmpty)
        {
            Db.Run("DELETE FROM entities WHERE id = @0", row.Id);
            return;
        }

        Db.Run(
            "INSERT OR REPLACE INTO entities VALUES(@0, @1, @2, @3, @4, @5)",
            row.Id, row.State, row.LockedBy, row.LockId, row.Modified.Ticks, RowSums.Entity(row).Value);
    }
}
