using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Connections;

/// <summary>The partner expense connection of a company (codat-contract M009).</summary>
public sealed class PartnerExpenseConnections(CompanyAccess access, ICompanyStore companies, ConnectionView view, CompanyEvents events, TimeProvider time)
{
    /// <summary>Creates it, linked at once; a second call gives the one that is there, linked again if it was unlinked. There is no body to read (T7).</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the connection.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(PostPartnerExpenseConnection))]
    public async Task<IResult> PostPartnerExpenseConnection(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/sync/expenses/connections/partnerExpense")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var id = new ConnectionId(await IdempotencyKey.NewIdAsync(
            request,
            id => companies.WasDeletedAsync(company.Key, new ConnectionId(id), cancellationToken),
            "partner-expense-connection",
            company.Key.Company.Value));
        var connection = new Connection(
            company.Key, id, PartnerExpense.Platform.Key, SourceType.Expense, ConnectionStatus.Linked, time.GetUtcNow())
        {
            LinkSecret = LinkPassword.NewSecret(),
        };
        var linked = await Collisions.RepeatAsync(async () =>
        {
            var stored = await companies.AddConnectionAsync(connection, events.ConnectionCreated(request, company, connection), cancellationToken);
            return stored.Status == ConnectionStatus.Linked ? stored : await LinkAgainAsync(request, company, stored, cancellationToken);
        });
        return JsonAnswer.Ok(view.Of(request, linked));
    }

    // As an accounting connection that is asked for again: it needs nobody's consent.
    private Task<Connection> LinkAgainAsync(HttpRequest request, Company company, Connection connection, CancellationToken cancellationToken)
    {
        var linked = connection with { Status = ConnectionStatus.Linked };
        var told = events.ConnectionChanged(request, company, linked, EventCatalogue.ConnectionReconnected, connection.Status);
        return companies.UpdateConnectionAsync(linked, [told], cancellationToken);
    }
}
