using System.Security.Cryptography;
using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Microsoft.Extensions.Logging;

namespace Expenses.Storage.Companies;

/// <summary>
/// The secret of a connection's links in its row: encrypted. A row from before that has it in the clear, is read as it is, and
/// is encrypted by the next write.
/// </summary>
internal sealed partial class LinkSecrets(ISecretProtector protector, ILogger<LinkSecrets> logger)
{
    private const string Encrypted = "ProtectedLinkSecret";
    private const string InTheClear = "LinkSecret";

    /// <summary>Writes it. A connection that has none, or whose secret could not be opened, gets a new one.</summary>
    public void Keep(TableEntity row, Connection connection) =>
        row[Encrypted] = protector.Protect(connection.LinkSecret.Length > 0 ? connection.LinkSecret : LinkPassword.NewSecret());

    /// <summary>Reads it.</summary>
    /// <returns>The secret; empty when there is none, or when its key is gone: then no link given out before is good any more.</returns>
    public string Open(TableEntity row, ConnectionId connection)
    {
        if (row.GetString(Encrypted) is not { } kept)
        {
            return row.GetString(InTheClear) ?? "";
        }

        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException failure)
        {
            CannotOpen(logger, failure, connection);
            return "";
        }
    }

    [LoggerMessage(3303, LogLevel.Warning, "The link secret of connection {Connection} cannot be opened with the key ring; its links are no longer good")]
    private static partial void CannotOpen(ILogger logger, Exception failure, ConnectionId connection);
}
