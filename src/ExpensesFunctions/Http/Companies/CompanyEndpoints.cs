using Expenses.Core.Companies;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Companies;

/// <summary>One company: create, get, replace, update, delete (codat-contract M002, M003, B006-B011).</summary>
public sealed class CompanyEndpoints(
    CompanyAccess access,
    ICompanyStore companies,
    ICompanyRecords records,
    ConnectionOpening opening,
    CompanyView view,
    CompanyEvents events,
    TimeProvider time)
{
    private const string Route = "companies/{companyId}";

    /// <summary>
    /// Creates a company; with `platformType` its first connection too (codat-contract M081). With an `Idempotency-Key` the
    /// same request again gives the same company.
    /// </summary>
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
        var fields = CompanyFields.Parse(body.Root, needsName: true);
        var connector = fields.PlatformType is null ? null : opening.Require(fields.PlatformType, "/platformType");
        var key = await NewKeyAsync(request, cancellationToken);
        var wanted = new Company(key, fields.Name!, fields.Description ?? "", time.GetUtcNow()) { Tags = fields.Tags ?? CompanyTags.None };
        await StoreAsync(request, wanted, cancellationToken);
        if (connector is not null)
        {
            await opening.OpenAsync(request, wanted, connector, "/platformType", cancellationToken);
        }

        return await AnswerAsync(request, key, cancellationToken);
    }

    /// <summary>Gets a company with its connections.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the company.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetCompany))]
    public async Task<IResult> GetCompany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return await AnswerAsync(request, company.Key, cancellationToken);
    }

    /// <summary>Replaces name, description and tags; what is absent is cleared.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the company.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PutCompany))]
    public async Task<IResult> PutCompany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var fields = CompanyFields.Parse(body.Root, needsName: true);
        await ChangeAsync(
            request,
            companyId,
            company => company with { Name = fields.Name!, Description = fields.Description ?? "", Tags = fields.Tags ?? CompanyTags.None },
            cancellationToken);
        return await AnswerAsync(request, company.Key, cancellationToken);
    }

    /// <summary>Changes what is given; `null` and what is absent stay as they are.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the company.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PatchCompany))]
    public async Task<IResult> PatchCompany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var fields = CompanyFields.Parse(body.Root, needsName: false);
        await ChangeAsync(
            request,
            companyId,
            company => company with
            {
                Name = fields.Name ?? company.Name,
                Description = fields.Description ?? company.Description,
                Tags = fields.Tags ?? company.Tags,
            },
            cancellationToken);
        return await AnswerAsync(request, company.Key, cancellationToken);
    }

    /// <summary>Deletes a company with its connections, for good. A sync that runs ends with 4040.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(DeleteCompany))]
    public async Task<IResult> DeleteCompany(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var deleted = await Collisions.RepeatAsync(async () =>
        {
            var company = await access.RequireAsync(request, companyId, cancellationToken);
            await companies.DeleteAsync(company, [events.Company(request, company, EventCatalogue.CompanyDeleted)], cancellationToken);
            return company.Key;
        });
        await records.ForgetAsync(deleted, cancellationToken);
        return Results.NoContent();
    }

    private async Task<CompanyKey> NewKeyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var client = RequestScope.Of(request).RequireClient();
        var id = await IdempotencyKey.NewIdAsync(
            request, id => companies.WasDeletedAsync(new CompanyKey(client, new CompanyId(id)), cancellationToken), "company");
        return new CompanyKey(client, new CompanyId(id));
    }

    private Task<Company> ChangeAsync(HttpRequest request, string companyId, Func<Company, Company> change, CancellationToken cancellationToken) =>
        Collisions.RepeatAsync(async () =>
            await companies.UpdateAsync(change(await access.RequireAsync(request, companyId, cancellationToken)), cancellationToken));

    // The company of a key that comes again is written again as it is: a first attempt that was cut off may have left it unlisted.
    private async Task StoreAsync(HttpRequest request, Company wanted, CancellationToken cancellationToken)
    {
        var known = await companies.FindAsync(wanted.Key, cancellationToken);
        if (known is null)
        {
            await companies.AddAsync(wanted, [events.Company(request, wanted, EventCatalogue.CompanyCreated)], cancellationToken);
            return;
        }

        var isSame = string.Equals(known.Name, wanted.Name, StringComparison.Ordinal)
            && string.Equals(known.Description, wanted.Description, StringComparison.Ordinal)
            && known.Tags.Equals(wanted.Tags);
        await (isSame
            ? companies.UpdateAsync(known, cancellationToken)
            : throw new ContractException(StatusCodes.Status422UnprocessableEntity, $"The {IdempotencyKey.Header} was used with another request before."));
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, CompanyKey key, CancellationToken cancellationToken) =>
        await companies.FindWithConnectionsAsync(key, cancellationToken) is { } entry
            ? JsonAnswer.Ok(view.Of(request, entry))
            : throw Refusals.NoCompany(key.Company);
}
