using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Store;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Timers;

/// <summary>
/// Delivers messages for later when they are due. Only the near ones are in memory; the row stays in the store until a
/// step has taken the message, so a crash fires it again.
/// </summary>
internal sealed partial class TimerService : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // The wall clock can be set forward while an alarm runs: look at it now and then.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TimerRow, (DateTime, long)> _near = new();
    private readonly HashSet<long> _known = [];
    private readonly StorePool _stores;
    private readonly IMessageSink _messages;
    private readonly TimeProvider _time;
    private readonly Action<string, Exception> _onDamaged;
    private readonly ILogger _logger;
    private readonly ITimer _alarm;
    // Rows due before it are in memory.
    private DateTime _horizon = DateTime.MinValue;

    // The first row that is not.
    private DateTime _beyond = DateTime.MinValue;

    // When the store could not be read: not before.
    private DateTime _retry = DateTime.MinValue;

    private bool _running;

    /// <summary>An instance whose timer cannot be read is told of; whatever the store does, the clock's callbacks never throw.</summary>
    public TimerService(StorePool stores, IMessageSink messages, TimeProvider time, Action<string, Exception> onDamaged, ILogger logger)
    {
        _onDamaged = onDamaged;
        _logger = logger;
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

            if (Now >= LookAgainAt && Now >= _retry)
            {
                TryLookFurther();
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

    private void TryLookFurther()
    {
        try
        {
            LookFurther();
        }
#pragma warning disable CA1031 // An alarm has no caller: what is thrown out of it ends the process. Those in memory go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _retry = Now + RetryDelay;
            LogUnreadable(_logger, e);
        }
    }

    private void LookFurther()
    {
        var (from, horizon) = (_horizon, Now + Window);
        // One committed meanwhile is armed by its commit, which waits for us, and found here at most twice.
        foreach (var timer in _stores.Read(store => store.ReadTimers(from, horizon, OnDamaged)))
        {
            if (_known.Add(timer.Row))
            {
                _near.Enqueue(timer, (timer.Due, timer.Row));
            }
        }

        _beyond = _stores.Read(store => store.FindNextTimer(horizon)) ?? DateTime.MaxValue;
        _horizon = horizon;
    }

    private void OnDamaged(string instanceId, Exception error)
    {
        LogDamaged(_logger, error, instanceId);
        _onDamaged(instanceId, error);
    }

    private void SetAlarm()
    {
        if (!_running)
        {
            return;
        }

        var look = LookAgainAt > _retry ? LookAgainAt : _retry;
        var next = _near.TryPeek(out var timer, out _) && timer.Due < look ? timer.Due : look;
        var wait = next - Now;
        _alarm.Change(next == DateTime.MaxValue ? Timeout.InfiniteTimeSpan : Limit(wait), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Limit(TimeSpan wait)
        => wait > LongestSleep ? LongestSleep : wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);

    [LoggerMessage(EventId = 4401, Level = LogLevel.Critical, Message = "A timer of instance {InstanceId} in the store is damaged; it does not fire.")]
    private static partial void LogDamaged(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(EventId = 4402, Level = LogLevel.Critical, Message = "The timers in the store cannot be read; those in memory go on, the others are looked for again.")]
    private static partial void LogUnreadable(ILogger logger, Exception error);
}
