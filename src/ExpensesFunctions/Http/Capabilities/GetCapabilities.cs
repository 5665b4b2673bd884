using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Capabilities;

/// <summary>What a company's accounting software takes, machine-readable (codat-contract §8 row 3). Ours, not the contract's.</summary>
public sealed class GetCapabilities(CompanyAccess access, ConnectorRegistry connectors)
{
    /// <summary>Answers with the connector's own data: what the service itself decides by.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the capabilities.</returns>
    /// <exception cref="ContractException">404: no such company; 422: no accounting software is linked.</exception>
    [Function(nameof(GetCapabilities))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/sync/expenses/capabilities")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var connection = await access.FindLedgerAsync(company, cancellationToken)
            ?? throw new ContractException(422, "Company needs a linked accounting connection; what can be done depends on its software.");
        return JsonAnswer.Ok(CapabilitiesBody.Of(connectors.For(connection)));
    }
}
