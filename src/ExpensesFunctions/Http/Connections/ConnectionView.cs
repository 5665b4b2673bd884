using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Connections;

/// <summary>Shows connections with what their platform says of itself.</summary>
public sealed class ConnectionView(ConnectorRegistry connectors, PublicAddress address, TimeProvider time)
{
    private static readonly Dictionary<string, string> NoInfo = [];

    /// <summary>The platform of a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The platform.</returns>
    public AccountingPlatform PlatformOf(Connection connection) =>
        connection.SourceType == SourceType.Expense ? PartnerExpense.Platform : connectors.For(connection).Platform;

    /// <summary>The contract's view of a connection.</summary>
    /// <param name="request">The request it is shown to; null for what happens without one.</param>
    /// <param name="connection">The connection.</param>
    /// <returns>The body.</returns>
    public ConnectionBody Of(HttpRequest? request, Connection connection)
    {
        var platform = PlatformOf(connection);
        return new ConnectionBody(
            connection.Id.Value,
            platform.IntegrationId,
            platform.Key,
            platform.SourceId,
            connection.SourceType,
            platform.Name,
            address.OfConnection(
                request, connection.Company.Company.Value, connection.Id.Value, LinkPassword.Issue(connection, time.GetUtcNow())),
            connection.Status,
            connection.LastSync,
            connection.Created,
            [.. (connection.Errors?.All ?? []).Select(ConnectionErrorBody.Of)],
            NoInfo);
    }
}
