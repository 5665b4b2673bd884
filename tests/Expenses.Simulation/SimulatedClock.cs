namespace Expenses.Simulation;

/// <summary>A clock that stands still until the simulation moves it to its next alarm.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private readonly List<Alarm> _alarms = [];
    private readonly SimulatedClock? _shared;
    private DateTimeOffset _now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private long _number;

    public SimulatedClock()
    {
    }

    private SimulatedClock(SimulatedClock shared) => _shared = shared;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next alarm rings; null when there is none.</summary>
    public DateTimeOffset? NextAlarm => First()?.Due;

    /// <summary>The same time, for one life of a worker: its alarms can be forgotten at its death.</summary>
    public SimulatedClock ForWorker() => new(this);

    public override DateTimeOffset GetUtcNow() => _shared?.GetUtcNow() ?? _now;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, _shared ?? this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves to the next alarm and rings it; the clock never goes back.</summary>
    public void RingNext()
    {
        if (First() is not { } alarm)
        {
            return;
        }

        _now = alarm.Due > _now ? alarm.Due : _now;
        alarm.Ring();
    }

    /// <summary>Forgets the alarms of a worker that died.</summary>
    public void Forget(SimulatedClock worker) => _alarms.RemoveAll(alarm => ReferenceEquals(alarm.Owner, worker));

    private Alarm? First() => _alarms.MinBy(alarm => (alarm.Due, alarm.Number));

    private sealed class Alarm(SimulatedClock owner, SimulatedClock clock, Action callback) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public SimulatedClock Owner => owner;

        public DateTimeOffset Due { get; private set; }

        /// <summary>Alarms of the same moment ring in the order they were set.</summary>
        public long Number { get; private set; }

        public void Ring()
        {
            Change(_period, _period);
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._alarms.Remove(this);
            _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Due = clock._now + dueTime;
                Number = ++clock._number;
                clock._alarms.Add(this);
            }

            return true;
        }

        public void Dispose() => clock._alarms.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
