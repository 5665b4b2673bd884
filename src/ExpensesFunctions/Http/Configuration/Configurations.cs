using Expenses.Core.Companies;
using Expenses.Core.Companies.Mapping;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>A company's expense configuration (codat-contract M013, §4.8).</summary>
public sealed class Configurations(
    CompanyAccess access, ICompanyStore companies, DoubleMapping mappings, ConnectorRegistry connectors, IConfigurationCheckStore checks)
{
    private const string Route = "companies/{companyId}/sync/expenses/config";

    /// <summary>Gets the configuration.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the configuration, and what the last nightly check of it found.</returns>
    /// <exception cref="ContractException">404: no such company, or never configured (B052).</exception>
    [Function(nameof(GetConfiguration))]
    public async Task<IResult> GetConfiguration(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var configuration = await companies.FindConfigurationAsync(company.Key, cancellationToken)
            ?? throw new ContractException(StatusCodes.Status404NotFound, $"No data available for configuration for ID {company.Key.Company}");
        return JsonAnswer.Ok(ConfigurationBody.Of(configuration, await checks.FindAsync(company.Key, cancellationToken)));
    }

    /// <summary>Replaces the configuration whole. Checked against the ledger when one is linked, else accepted.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the configuration.</returns>
    /// <exception cref="ContractException">400: a section is missing, names what the ledger does not have, or an account that another company maps; 404.</exception>
    [Function(nameof(PostConfiguration))]
    public async Task<IResult> PostConfiguration(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var configuration = ConfigurationBody.Parse(body.Root);
        if (await access.FindLedgerAsync(company, cancellationToken) is { } connection)
        {
            var ledger = await connectors.For(connection).ReadReferenceDataAsync(connection, cancellationToken);
            var problems = ConfigurationRules.Check(configuration, new ReferenceIndex(ledger));
            if (problems.Count > 0)
            {
                throw Refusals.Invalid(problems);
            }

            if (await mappings.CheckAsync(connection, ledger, configuration.BankAccountId, cancellationToken) is { } doubled)
            {
                throw Refusals.Invalid([doubled]);
            }
        }

        await companies.SetConfigurationAsync(company.Key, configuration, cancellationToken);
        return JsonAnswer.Ok(ConfigurationBody.Of(configuration));
    }
}
