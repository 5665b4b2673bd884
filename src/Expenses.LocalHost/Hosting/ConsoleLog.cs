using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Expenses.LocalHost.Hosting;

/// <summary>The log on the console, with UTC time: a line an entry, or a JSON object an entry.</summary>
internal static class ConsoleLog
{
    private const string Format = "LocalHost:LogFormat";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    /// <summary>Adds it as setting LocalHost:LogFormat says.</summary>
    /// <exception cref="InvalidOperationException">The setting is neither format.</exception>
    public static void AddConsole(this ILoggingBuilder logging, IReadOnlyDictionary<string, string?> settings)
    {
        switch (settings.GetValueOrDefault(Format)?.Trim().ToUpperInvariant())
        {
            case null or "" or "TEXT":
                AddLines(logging);
                break;
            case "JSON":
                AddObjects(logging);
                break;
            default:
                throw new InvalidOperationException("LocalHost:LogFormat must be text or json.");
        }
    }

    private static void AddObjects(ILoggingBuilder logging) => logging.AddJsonConsole(console =>
    {
        console.IncludeScopes = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = Time;
    });

    private static void AddLines(ILoggingBuilder logging) => logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = Time;
        console.ColorBehavior = LoggerColorBehavior.Default;
    });
}
