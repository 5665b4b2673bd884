using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Webhooks;

/// <summary>What webhooks log: ids and reasons, never addresses, bodies or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3401, Level = LogLevel.Information, Message = "Message {MessageId} to consumer {ConsumerId}: attempt {Attempt} failed: {Reason}")]
    public static partial void AttemptFailed(this ILogger logger, string messageId, string consumerId, int attempt, string? reason);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Warning, Message = "Webhook consumer {ConsumerId} is switched off: {Reason}")]
    public static partial void ConsumerDisabled(this ILogger logger, string consumerId, string reason);

    [LoggerMessage(EventId = 3403, Level = LogLevel.Warning, Message = "Event {MessageId} could not be spread to its consumers; round {Round}, it is queued again")]
    public static partial void EventPoisoned(this ILogger logger, string messageId, int round);

    [LoggerMessage(EventId = 3404, Level = LogLevel.Error, Message = "Event {MessageId} of client {ClientId} could not be spread to its consumers for days and is given up")]
    public static partial void EventGivenUp(this ILogger logger, string messageId, string clientId);
}
