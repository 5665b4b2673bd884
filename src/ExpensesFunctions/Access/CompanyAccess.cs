using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Access;

/// <summary>
/// The one way from a route to a company: by the client of the API key. A malformed id, an unknown one and another
/// client's are the same 404 (design section 6).
/// </summary>
public sealed class CompanyAccess(ICompanyStore companies, ICompanyDirectory elsewhere)
{
    /// <summary>Finds the company a request is about.</summary>
    /// <param name="request">The request; its API key says whose companies are looked through.</param>
    /// <param name="companyId">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The company.</returns>
    /// <exception cref="ContractException">404: this client has no such company.</exception>
    public async Task<Company> RequireAsync(HttpRequest request, string companyId, CancellationToken cancellationToken)
    {
        var client = RequestScope.Of(request).RequireClient();
        return RouteId.TryGuid(companyId, out var id)
            && await FindAsync(new CompanyKey(client, new CompanyId(id)), cancellationToken) is { } company
            ? company
            : throw Refusals.NoCompany(new CompanyId(companyId));
    }

    /// <summary>Finds one of a company's connections.</summary>
    /// <param name="company">The company.</param>
    /// <param name="connectionId">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ContractException">404: the company has no such connection.</exception>
    public async Task<Connection> RequireConnectionAsync(Company company, string connectionId, CancellationToken cancellationToken) =>
        RouteId.TryGuid(connectionId, out var id)
        && await companies.FindConnectionAsync(company.Key, new ConnectionId(id), cancellationToken) is { } connection
            ? connection
            : throw Refusals.NoConnection(new ConnectionId(connectionId));

    /// <summary>The company's linked accounting connection.</summary>
    /// <param name="company">The company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection, or null when none is linked.</returns>
    public async Task<Connection?> FindLedgerAsync(Company company, CancellationToken cancellationToken)
    {
        var connections = await companies.ListConnectionsAsync(company.Key, cancellationToken);
        return connections.FirstOrDefault(connection => connection is { SourceType: SourceType.Accounting, Status: ConnectionStatus.Linked });
    }

    private async Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken) =>
        await companies.FindAsync(key, cancellationToken) ?? await elsewhere.FindAsync(key, cancellationToken);
}
