namespace Expenses.SampleRun.Service;

internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>What the answer asks for, at most a minute; null when it asks for nothing.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait switch
        {
            null => null,
            _ when wait < TimeSpan.Zero => TimeSpan.Zero,
            _ when wait > Longest => Longest,
            _ => wait,
        };
    }
}
