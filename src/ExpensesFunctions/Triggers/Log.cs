using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Triggers;

/// <summary>What triggers log: ids and reasons, never payloads.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The request for sync {SyncId}, attempt {Attempt}, is poisoned")]
    public static partial void PoisonedRequest(this ILogger logger, string syncId, int attempt);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "Sync {SyncId} has not ended, but its orchestration has, as {Status}")]
    public static partial void LostSync(this ILogger logger, string syncId, string status);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Error, Message = "The lane of sync {SyncId} is held by it, but its orchestration ended as {Status}")]
    public static partial void StuckLane(this ILogger logger, string syncId, string status);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "{Count} finished orchestrations older than {Retention} were purged")]
    public static partial void PurgedInstances(this ILogger logger, int count, TimeSpan retention);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "{Count} events of changes whose writer died were published")]
    public static partial void LeftEvents(this ILogger logger, int count);
}
