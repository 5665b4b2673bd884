using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Connections;

/// <summary>Ends a company's link, for its product by the API and for the customer on its page (codat-contract M010, M011).</summary>
public sealed class ConnectionEnding(ICompanyStore companies, CompanyEvents events)
{
    /// <summary>Unlinks a connection; only a linked one can be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection as stored.</returns>
    /// <exception cref="ContractException">400: not linked.</exception>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it.</exception>
    public async Task<Connection> UnlinkAsync(HttpRequest request, Company company, Connection connection, CancellationToken cancellationToken)
    {
        if (connection.Status != ConnectionStatus.Linked)
        {
            throw Refusals.Invalid("/status", $"Only a linked connection can be unlinked; this one is {connection.Status}.", "Transition");
        }

        var unlinked = connection with { Status = ConnectionStatus.Unlinked };
        var told = events.ConnectionChanged(request, company, unlinked, EventCatalogue.ConnectionDisconnected, connection.Status);
        return await companies.UpdateConnectionAsync(unlinked, [told], cancellationToken);
    }
}
