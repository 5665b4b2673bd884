using System.Globalization;
using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Triggers;

namespace Expenses.LocalHost.Tests.Triggers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T10:02:30Z", "2026-03-01T10:05:00Z")]
    [InlineData("0 */5 * * * *", "2026-03-01T10:05:00Z", "2026-03-01T10:10:00Z")]
    [InlineData("30 0 2 * * MON-FRI", "2026-03-06T03:00:00Z", "2026-03-09T02:00:30Z")]
    [InlineData("*/10 * * * * *", "2026-12-31T23:59:55Z", "2027-01-01T00:00:00Z")]
    [InlineData("15 3 * * *", "2026-03-01T10:00:00Z", "2026-03-02T03:15:00Z")]
    [InlineData("00:00:30", "2026-03-01T10:00:05Z", "2026-03-01T10:00:35Z")]
    [InlineData("1.00:00:00", "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z")]
    public void NextAfter_GivesTheNextOccurrenceInUtc(string schedule, string now, string next) =>
        Assert.Equal(At(next), TimerSchedule.Parse(schedule, "f").NextAfter(At(now)));

    [Theory]
    [InlineData("")]
    [InlineData("every day")]
    [InlineData("0 61 * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("0 * * * * * *")]
    public void Parse_OfSomethingElse_NamesTheFunction(string schedule)
    {
        var error = Assert.Throws<FunctionCatalogException>(() => TimerSchedule.Parse(schedule, "Nightly"));

        Assert.Contains("'Nightly'", error.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
