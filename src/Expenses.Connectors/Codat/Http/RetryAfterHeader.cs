using System.Globalization;

namespace Expenses.Connectors.Codat.Http;

/// <summary>How long an answer asks to wait: `Retry-After` in seconds or as a date, else `X-Rate-Limit-Reset` (codat-contract B094).</summary>
internal static class RetryAfterHeader
{
    private const string Reset = "X-Rate-Limit-Reset";

    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - now) ?? (ResetOf(response) - now);
        return wait is { } time && time < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // A date, or the seconds since 1970.
    private static DateTimeOffset? ResetOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues(Reset, out var values))
        {
            return null;
        }

        var text = values.First();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : CodatMapper.InstantOf(text);
    }
}
