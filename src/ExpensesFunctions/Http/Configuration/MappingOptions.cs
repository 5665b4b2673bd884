using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>
/// What an expense product offers its customers to map to, as last read of the ledger (codat-contract M014, §5.5). When that
/// was is told in the header <see cref="AsOfHeader"/> and in `asOfUtc` (pain point 18).
/// </summary>
public sealed class MappingOptions(CompanyAccess access, ReferenceAccess reference, DataReading reading, ConnectorRegistry connectors)
{
    /// <summary>The header that says when the options were read, UTC.</summary>
    public const string AsOfHeader = "X-Data-As-Of";

    /// <summary>Gives the options.</summary>
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
        var connection = await reference.FindAccountingAsync(company, cancellationToken);
        var ledger = connection is null ? null : await reading.CurrentAsync(connection, cancellationToken);
        if (ledger is not null)
        {
            request.HttpContext.Response.Headers[AsOfHeader] =
                ledger.Read.UtcDateTime.ToString(ContractJson.TimeFormat, System.Globalization.CultureInfo.InvariantCulture);
        }

        return JsonAnswer.Ok(MappingOptionsBody.Of(ledger, connection is null ? null : connectors.For(connection).Capabilities));
    }
}
