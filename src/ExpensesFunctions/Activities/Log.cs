using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Activities;

/// <summary>What activities log: ids and reasons, never payloads.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Receipt {ReceiptId} of transaction {TransactionId} was refused: {Reason}")]
    public static partial void ReceiptRefused(this ILogger logger, string receiptId, string transactionId, string reason);
}
