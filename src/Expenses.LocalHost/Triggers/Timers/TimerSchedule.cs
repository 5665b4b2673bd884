using System.Globalization;
using Expenses.LocalHost.Catalog;
using NCrontab;

namespace Expenses.LocalHost.Triggers;

/// <summary>When a timer function is due: NCRONTAB with seconds (five fields count as without), or every TimeSpan. UTC.</summary>
internal sealed class TimerSchedule
{
    private readonly Func<DateTimeOffset, DateTimeOffset> _next;

    private TimerSchedule(Func<DateTimeOffset, DateTimeOffset> next) => _next = next;

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="FunctionCatalogException">The text is neither.</exception>
    public static TimerSchedule Parse(string text, string function)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
                ? new TimerSchedule(now => now + interval)
                : throw Malformed(text, function);
        }

        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }) ?? throw Malformed(text, function);
        return new TimerSchedule(now => new DateTimeOffset(cron.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero));
    }

    /// <summary>The first occurrence after <paramref name="now"/>.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now) => _next(now);

    private static FunctionCatalogException Malformed(string text, string function) =>
        new($"Timer function '{function}' has the schedule '{text}', which is neither NCRONTAB nor a positive TimeSpan.");
}
