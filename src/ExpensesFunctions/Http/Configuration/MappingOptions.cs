using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>What an expense product offers its customers to map to (codat-contract M014).</summary>
public sealed class MappingOptions(CompanyAccess access, ConnectorRegistry connectors)
{
    /// <summary>Reads the options from the linked ledger.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with accounts, tracking categories and tax rates.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetMappingOptions))]
    public async Task<IResult> GetMappingOptions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/sync/expenses/mappingOptions")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var connection = await access.FindLedgerAsync(company, cancellationToken);
        var ledger = connection is null
            ? null
            : await connectors.For(connection).ReadReferenceDataAsync(connection, cancellationToken);
        return JsonAnswer.Ok(MappingOptionsBody.Of(ledger));
    }
}
