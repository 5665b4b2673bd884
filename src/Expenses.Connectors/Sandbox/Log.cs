using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Identifiers;
using Microsoft.Extensions.Logging;

namespace Expenses.Connectors.Sandbox;

/// <summary>What the sandbox logs: ids and counts, no content.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Debug, Message = "Sandbox {Connection}: {Items} pushed, push operation {PushOperationKey}.")]
    public static partial void Pushed(ILogger logger, ConnectionId connection, int items, string? pushOperationKey);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Sandbox {Connection} refused a request: {Error} {Code}.")]
    public static partial void Refused(ILogger logger, ConnectionId connection, LedgerError error, string code);
}
