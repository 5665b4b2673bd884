namespace Expenses.Testing;

/// <summary>
/// A clock that moves only when told to. Timers fire inside <see cref="Advance"/>, in the order in which they fall due,
/// each with the clock at its own due time; <c>Task.Delay</c> and <c>CancellationTokenSource</c> on this provider follow it.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <param name="start">The first "now"; default 2026-01-01T00:00Z.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _now = (start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next armed timer falls due, or null when none is armed.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return NextTimer()?.Due;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock and fires what falls due on the way, on the calling thread.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock to <paramref name="target"/>; an earlier instant is an error.</summary>
    public void AdvanceTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(target, _now);
            var next = NextTimer();
            if (next is null || next.Due > target)
            {
                _now = target;
                return null;
            }

            if (next.Due > _now)
            {
                _now = next.Due!.Value;
            }

            next.Due = next.Period > TimeSpan.Zero ? _now + next.Period : null;
            return next;
        }
    }

    private ManualTimer? NextTimer() => _timers.Where(timer => timer.Due is not null).MinBy(timer => timer.Due);

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var fireNow = dueTime == TimeSpan.Zero;
            lock (clock._gate)
            {
                Period = period;
                Due = dueTime < TimeSpan.Zero || (fireNow && period <= TimeSpan.Zero) ? null : clock._now + (fireNow ? period : dueTime);
                if (!clock._timers.Contains(this))
                {
                    clock._timers.Add(this);
                }
            }

            if (fireNow)
            {
                callback(state);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
