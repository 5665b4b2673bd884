namespace Expenses.SampleRun.Tests;

/// <summary>A clock on which every wait is over at once and counts as waited.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2025, 9, 30, 12, 0, 0, TimeSpan.Zero);

    private long _ticks;

    public TimeSpan Waited => TimeSpan.FromTicks(_ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Start + Waited;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticks, Math.Max(0, dueTime.Ticks));
        return new Timer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
