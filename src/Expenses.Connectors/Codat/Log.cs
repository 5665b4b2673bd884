using System.Net;
using Microsoft.Extensions.Logging;

namespace Expenses.Connectors.Codat;

/// <summary>What is logged of the remote account: statuses and waits, never headers or bodies.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Remote account: repeat {Attempt} after {StatusCode}, in {Wait}.")]
    public static partial void Repeating(this ILogger logger, Exception? failure, int attempt, HttpStatusCode? statusCode, TimeSpan wait);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Warning, Message = "Remote account: half of the requests fail; none is sent for {Time}.")]
    public static partial void CircuitOpened(this ILogger logger, TimeSpan time);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Information, Message = "Remote account: requests are answered again.")]
    public static partial void CircuitClosed(this ILogger logger);
}
