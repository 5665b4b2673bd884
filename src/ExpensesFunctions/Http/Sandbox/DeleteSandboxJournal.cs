using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Sandbox;

/// <summary>Deletes a journal of a sandbox ledger, as the owner of real books may, to see what a reconciliation makes of it. Ours, not the contract's.</summary>
public sealed class DeleteSandboxJournal(CompanyAccess access, SandboxLedger ledger)
{
    /// <summary>Deletes it. Its number is not given again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its sandbox connection.</param>
    /// <param name="journalId">The journal.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404: no such company, sandbox connection or journal.</exception>
    [Function(nameof(DeleteSandboxJournal))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "companies/{companyId}/connections/{connectionId}/sandbox/journals/{journalId}")] HttpRequest request,
        string companyId,
        string connectionId,
        string journalId,
        CancellationToken cancellationToken)
    {
        var connection = await access.RequireSandboxAsync(request, companyId, connectionId, cancellationToken);
        return await ledger.DeleteJournalAsync(connection, journalId, cancellationToken)
            ? Results.NoContent()
            : throw Refusals.NotFound("journal", journalId);
    }
}
