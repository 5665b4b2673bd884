using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Sandbox;

/// <summary>Lists a sandbox ledger's journals, oldest first, with their lines and attachments. Ours, not the contract's.</summary>
public sealed class GetSandboxJournals(CompanyAccess access, SandboxLedger ledger)
{
    // A journal has up to 102 lines; a page of more would be an answer of many megabytes.
    private const int PageSize = 1000;

    /// <summary>Answers one page.</summary>
    /// <param name="request">The request; reads `page` and `pageSize` (at most 1000).</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its sandbox connection.</param>
    /// <param name="context">The invocation.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the page.</returns>
    /// <exception cref="ContractException">400: paging out of range; 404: no such company or sandbox connection.</exception>
    [Function(nameof(GetSandboxJournals))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/connections/{connectionId}/sandbox/journals")] HttpRequest request,
        string companyId,
        string connectionId,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var connection = await access.RequireSandboxAsync(request, companyId, connectionId, cancellationToken);
        var page = PageRequest.From(request);
        if (page.Size > PageSize)
        {
            throw Refusals.Invalid("pageSize", $"'pageSize' must be a whole number from 1 to {PageSize}.", "Paging");
        }

        var journals = await ledger.ListJournalsAsync(connection, page.First, page.Size, cancellationToken);
        return JsonAnswer.Ok(page.Of(journals.Journals, journals.Total));
    }
}
