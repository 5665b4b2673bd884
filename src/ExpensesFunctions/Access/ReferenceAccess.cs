using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Access;

/// <summary>The way from a route to what was last read of a company's ledger.</summary>
public sealed class ReferenceAccess(CompanyAccess access, ICompanyStore companies, DataReading reading)
{
    /// <summary>What was last read of the company of a route.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection it was read from, and the data.</returns>
    /// <exception cref="ContractException">404: no such company; 409: nothing was read of it yet (codat-contract §2.10).</exception>
    public async Task<(Connection Connection, ReferenceData Data)> RequireAsync(HttpRequest request, string companyId, CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return await FindAccountingAsync(company, cancellationToken) is { } connection
            && await reading.CurrentAsync(connection, cancellationToken) is { } data
                ? (connection, data)
                : throw new ContractException(StatusCodes.Status409Conflict, "The data set has not been requested.");
    }

    /// <summary>The company's accounting connection, linked or not: what was read of it stays readable (§5.4).</summary>
    /// <param name="company">The company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection, or null.</returns>
    public async Task<Connection?> FindAccountingAsync(Company company, CancellationToken cancellationToken)
    {
        var connections = await companies.ListConnectionsAsync(company.Key, cancellationToken);
        return connections.FirstOrDefault(connection => connection.SourceType == SourceType.Accounting);
    }
}
