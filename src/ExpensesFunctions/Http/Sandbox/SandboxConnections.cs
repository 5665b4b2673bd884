using Expenses.Connectors.Sandbox;
using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Access;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Sandbox;

/// <summary>The way from a route to a sandbox connection; a connection of another platform has no such ledger.</summary>
internal static class SandboxConnections
{
    public static async Task<Connection> RequireSandboxAsync(
        this CompanyAccess access, HttpRequest request, string companyId, string connectionId, CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var connection = await access.RequireConnectionAsync(company, connectionId, cancellationToken);
        return string.Equals(connection.PlatformKey, SandboxPlatform.Key, StringComparison.OrdinalIgnoreCase)
            ? connection
            : throw Refusals.NotFound("sandbox ledger", new ConnectionId(connectionId).Value);
    }
}
