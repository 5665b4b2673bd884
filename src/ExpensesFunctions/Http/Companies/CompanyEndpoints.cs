using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Companies;

/// <summary>Companies (codat-contract M002, M003, B006).</summary>
public sealed class CompanyEndpoints(CompanyAccess access, ICompanyStore companies, ConnectionView view, PublicAddress address, TimeProvider time)
{
    /// <summary>Creates a company. With an `Idempotency-Key` the same request again gives the same company.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the company.</returns>
    /// <exception cref="ContractException">400: malformed; 422: the key came with another body before.</exception>
    [Function(nameof(PostCompany))]
    public async Task<IResult> PostCompany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var input = NewCompany.Parse(body.Root);
        var key = new CompanyKey(RequestScope.Of(request).RequireClient(), new CompanyId(IdempotencyKey.NewId(request, "company")));
        var company = await companies.FindAsync(key, cancellationToken);
        if (company is null)
        {
            company = new Company(key, input.Name, input.Description, time.GetUtcNow());
            await companies.AddAsync(company, cancellationToken);
        }
        else if (!string.Equals(company.Name, input.Name, StringComparison.Ordinal)
            || !string.Equals(company.Description, input.Description, StringComparison.Ordinal))
        {
            throw new ContractException(StatusCodes.Status422UnprocessableEntity, $"The {IdempotencyKey.Header} was used with another request before.");
        }

        return await AnswerAsync(request, company, cancellationToken);
    }

    /// <summary>Gets a company with its connections.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the company.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetCompany))]
    public async Task<IResult> GetCompany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return await AnswerAsync(request, company, cancellationToken);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, Company company, CancellationToken cancellationToken)
    {
        var connections = await companies.ListConnectionsAsync(company.Key, cancellationToken);
        return JsonAnswer.Ok(CompanyBody.Of(
            company,
            address.OfCompany(request, company.Key.Company.Value),
            [.. connections.Select(connection => view.Of(request, connection))]));
    }
}
