namespace ExpensesFunctions.Tests.Histories;

/// <summary>A clock that runs fast, so that minutes of durable retries are over in seconds.</summary>
internal sealed class FastTime : TimeProvider
{
    private readonly int _factor;
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _began = System.GetTimestamp();

    public FastTime(int factor)
    {
        _factor = factor;
        OfTheApp = new SameDate(this);
    }

    /// <summary>The same date, but timers of the usual length: time-outs of requests must not run fast.</summary>
    public TimeProvider OfTheApp { get; }

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_began) * _factor);

    public override long GetTimestamp() => _began + ((System.GetTimestamp() - _began) * _factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new FastTimer(this, System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)));

    private TimeSpan Shorten(TimeSpan span) => span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / _factor));

    private sealed class FastTimer(FastTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Shorten(dueTime), time.Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }

    private sealed class SameDate(FastTime fast) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => fast.GetUtcNow();
    }
}
