using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Expenses.LocalHost.Hosting;

/// <summary>One line an event, with UTC time.</summary>
internal static class ConsoleLog
{
    public static void AddSingleLineConsole(this ILoggingBuilder logging) => logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        console.ColorBehavior = LoggerColorBehavior.Default;
    });
}
