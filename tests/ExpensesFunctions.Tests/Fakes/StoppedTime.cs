namespace ExpensesFunctions.Tests.Fakes;

/// <summary>A clock that stands still, so that nothing grows old while a test takes its time; timers stay the machine's.</summary>
/// <param name="now">What it shows.</param>
internal sealed class StoppedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
