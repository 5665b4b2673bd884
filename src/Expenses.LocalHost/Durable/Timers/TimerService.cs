using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Timers;

/// <summary>
/// Delivers messages for later when they are due. Only the near ones are in memory; the row stays in the store until a
/// step has taken the message, so a crash fires it again.
/// </summary>
internal sealed class TimerService : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // The wall clock can be set forward while an alarm runs: look at it now and then.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TimerRow, (DateTime, long)> _near = new();
    private readonly HashSet<long> _known = [];
    private readonly StorePool _stores;
    private readonly IMessageSink _messages;
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    // Rows due before it are in memory.
    private DateTime _horizon = DateTime.MinValue;

    // The first row that is not.
    private DateTime _beyond = DateTime.MinValue;

    private bool _running;

    public TimerService(StorePool stores, IMessageSink messages, TimeProvider time)
    {
        _stores = stores;
        _messages = messages;
        _time = time;
        _alarm = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start()
    {
        lock (_gate)
        {
            _running = true;
        }

        Fire();
    }

    public void Stop()
    {
        lock (_gate)
        {
            _running = false;
            _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Arm(TimerRow timer)
    {
        var isDue = false;
        lock (_gate)
        {
            if (timer.Due >= _horizon)
            {
                _beyond = timer.Due < _beyond ? timer.Due : _beyond;
                SetAlarm();
            }
            else if (_known.Add(timer.Row))
            {
                _near.Enqueue(timer, (timer.Due, timer.Row));
                isDue = _running && timer.Due <= Now;
                SetAlarm();
            }
        }

        if (isDue)
        {
            Fire();
        }
    }

    /// <summary>The row is gone: fired and taken, or cancelled.</summary>
    public void Forget(long row)
    {
        lock (_gate)
        {
            _known.Remove(row);
        }
    }

    public void Dispose() => _alarm.Dispose();

    private void Fire()
    {
        var due = new List<TimerRow>();
        lock (_gate)
        {
            if (!_running)
            {
                return;
            }

            if (Now >= LookAgainAt)
            {
                LookFurther();
            }

            while (_near.TryPeek(out var timer, out _) && timer.Due <= Now)
            {
                _near.Dequeue();
                if (_known.Contains(timer.Row))
                {
                    due.Add(timer);
                }
            }

            SetAlarm();
        }

        foreach (var timer in due)
        {
            _messages.Deliver(new Delivery(timer.InstanceId, DeliverySource.Timer, timer.Row, timer.ExecutionId, timer.Body));
        }
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private DateTime LookAgainAt => _beyond == DateTime.MinValue || _beyond == DateTime.MaxValue ? _beyond : _beyond - (Window / 2);

    private void LookFurther()
    {
        var from = _horizon;
        // First the horizon, then the rows: one committed in between is armed by its commit, and found here at most twice.
        _horizon = Now + Window;
        foreach (var timer in _stores.Read(store => store.ReadTimers(from, _horizon)))
        {
            if (_known.Add(timer.Row))
            {
                _near.Enqueue(timer, (timer.Due, timer.Row));
            }
        }

        _beyond = _stores.Read(store => store.FindNextTimer(_horizon)) ?? DateTime.MaxValue;
    }

    private void SetAlarm()
    {
        if (!_running)
        {
            return;
        }

        var next = _near.TryPeek(out var timer, out _) && timer.Due < LookAgainAt ? timer.Due : LookAgainAt;
        var wait = next - Now;
        _alarm.Change(next == DateTime.MaxValue ? Timeout.InfiniteTimeSpan : Limit(wait), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Limit(TimeSpan wait)
        => wait > LongestSleep ? LongestSleep : wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);
}
