namespace Expenses.LocalHost.Triggers;

/// <summary>How long to wait before the next look at an empty queue: doubling, so an idle machine stays quiet.</summary>
internal sealed class IdlePause(TimeSpan? longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _longest = longest is { } given && given > Shortest ? given : TimeSpan.FromSeconds(1);
    private TimeSpan _next = Shortest;

    public TimeSpan Next()
    {
        var pause = _next;
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return pause;
    }

    public void Reset() => _next = Shortest;
}
