namespace Expenses.Testing;

/// <summary>
/// The clock of the system, which a test can move ahead: what falls due on the way fires at once, on threads of its own. For
/// whole services, whose timers must run on by themselves in between.
/// </summary>
public sealed class JumpingTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<JumpingTimer> _timers = [];
    private TimeSpan _ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return System.GetUtcNow() + _ahead;
        }
    }

    /// <summary>Moves the clock ahead.</summary>
    public void Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        List<JumpingTimer> timers;
        lock (_gate)
        {
            _ahead += by;
            timers = [.. _timers];
        }

        timers.ForEach(timer => timer.Rearm());
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new JumpingTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private void Remove(JumpingTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class JumpingTimer : ITimer
    {
        private readonly Lock _gate = new();
        private readonly JumpingTimeProvider _clock;
        private readonly ITimer _timer;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public JumpingTimer(JumpingTimeProvider clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _timer = System.CreateTimer(_ => Fire(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _period = period;
            }

            return Rearm();
        }

        public bool Rearm()
        {
            lock (_gate)
            {
                var left = _due - _clock.GetUtcNow();
                return _timer.Change(left is null ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left.Value : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            _clock.Remove(this);
            _timer.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            _clock.Remove(this);
            await _timer.DisposeAsync();
        }

        // What fell due several times in one jump fires once: nobody can tell it from a late timer.
        private void Fire()
        {
            lock (_gate)
            {
                if (_due is not { } due || due > _clock.GetUtcNow())
                {
                    Rearm();
                    return;
                }

                _due = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : null;
                Rearm();
            }

            _callback(_state);
        }
    }
}
