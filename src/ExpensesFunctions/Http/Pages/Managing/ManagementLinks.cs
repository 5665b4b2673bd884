using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Pages.Managing;

/// <summary>Gives an expense product the way to a customer's page (ours; codat-contract M011).</summary>
public sealed class ManagementLinks(CompanyAccess access, CompanyPass passes, PublicAddress address)
{
    /// <summary>
    /// Makes a link to the page on which one company's connections can be seen, disconnected and reconnected (ours). Make it when
    /// the customer asks for it, and send the browser there at once. There is no body to read.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the link, good for a quarter of an hour; its page for an hour from then.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(PostManagementLink))]
    public async Task<IResult> PostManagementLink(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/connectionManagement/link")] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var (pass, expires) = passes.ForLink(company.Key);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.Ok(new ManagementLinkBody(address.OfManagement(request, company.Key.Company.Value, pass), expires));
    }
}

/// <summary>A link to a customer's page.</summary>
/// <param name="Url">The link: a secret of this customer until it expires.</param>
/// <param name="Expires">Until when it can be opened, UTC.</param>
internal sealed record ManagementLinkBody(string Url, DateTimeOffset Expires);
