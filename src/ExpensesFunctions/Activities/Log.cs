using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Activities;

/// <summary>What activities log: ids and reasons, never payloads.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "Receipt {ReceiptId} of transaction {TransactionId} was refused: {Reason}")]
    public static partial void ReceiptRefused(this ILogger logger, string receiptId, string transactionId, string reason);

    // infra/modules/alerts.bicep and the workbook look for this sentence.
    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "Sync {SyncId} ended with {Code}")]
    public static partial void SyncEnded(this ILogger logger, string syncId, int code);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "The configuration of company {CompanyId} names {Count} records that its ledger no longer offers")]
    public static partial void ConfigurationLost(this ILogger logger, string companyId, int count);
}
