using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Sandbox;

/// <summary>Adds a sandbox ledger up by account, in base currency. Ours, not the contract's.</summary>
public sealed class GetSandboxTrialBalance(CompanyAccess access, SandboxLedger ledger)
{
    /// <summary>Answers the trial balance.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its sandbox connection.</param>
    /// <param name="context">The invocation.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sums of every account that was booked to.</returns>
    /// <exception cref="ContractException">404: no such company or sandbox connection.</exception>
    [Function(nameof(GetSandboxTrialBalance))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/connections/{connectionId}/sandbox/trialBalance")] HttpRequest request,
        string companyId,
        string connectionId,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var connection = await access.RequireSandboxAsync(request, companyId, connectionId, cancellationToken);
        return JsonAnswer.Ok(await ledger.TrialBalanceAsync(connection, cancellationToken));
    }
}
