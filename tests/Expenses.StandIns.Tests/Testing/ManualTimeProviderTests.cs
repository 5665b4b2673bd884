using Expenses.Testing;

namespace Expenses.StandIns.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Advance_TimersFireInOrderEachAtItsOwnTime()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using var late = _clock.CreateTimer(_ => fired.Add(("late", _clock.GetUtcNow() - start)), null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
        using var every = _clock.CreateTimer(_ => fired.Add(("every", _clock.GetUtcNow() - start)), null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));

        _clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(
            [("every", TimeSpan.FromMinutes(2)), ("every", TimeSpan.FromMinutes(4)), ("late", TimeSpan.FromMinutes(5)), ("every", TimeSpan.FromMinutes(6))],
            fired);
        Assert.Equal(start.AddMinutes(6), _clock.GetUtcNow());
    }

    [Fact]
    public void Advance_TaskDelay_CompletesAtItsTimeAndNotBefore()
    {
        var delay = Task.Delay(TimeSpan.FromHours(2), _clock);

        _clock.Advance(TimeSpan.FromMinutes(119));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(delay.IsCompletedSuccessfully);
    }

    [Fact]
    public void Advance_DisposedTimer_DoesNotFire()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        timer.Dispose();

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, fired);
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public void Advance_TimerThatArmsAnother_FiresBothOnTheWay()
    {
        var start = _clock.GetUtcNow();
        DateTimeOffset? second = null;
        using var first = _clock.CreateTimer(
            _ => _clock.CreateTimer(_ => second = _clock.GetUtcNow(), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromMinutes(1),
            Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(start.AddMinutes(2), second);
    }
}
