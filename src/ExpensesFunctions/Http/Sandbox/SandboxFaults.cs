using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Sandbox;

/// <summary>Faults of a sandbox ledger, to see what a sync makes of them (codat-contract §8 row 20). Ours, not the contract's.</summary>
public sealed class SandboxFaults(CompanyAccess access, SandboxLedger ledger)
{
    private const string Route = "companies/{companyId}/connections/{connectionId}/sandbox/fault";

    /// <summary>Gets the fault the ledger has been given.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its sandbox connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the fault; `None` for a ledger that behaves.</returns>
    /// <exception cref="ContractException">404: no such company or sandbox connection.</exception>
    [Function(nameof(GetSandboxFault))]
    public async Task<IResult> GetSandboxFault(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken) =>
        JsonAnswer.Ok(ledger.FaultOf(await access.RequireSandboxAsync(request, companyId, connectionId, cancellationToken)));

    /// <summary>Gives the ledger a fault, from the next request on or after some writing requests; `None` ends it, and so does a restart.</summary>
    /// <param name="request">The request; `{kind, afterWrites}`.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its sandbox connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the fault.</returns>
    /// <exception cref="ContractException">400; 404: no such company or sandbox connection.</exception>
    [Function(nameof(PutSandboxFault))]
    public async Task<IResult> PutSandboxFault(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken)
    {
        var connection = await access.RequireSandboxAsync(request, companyId, connectionId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        var kind = reader?.Choice<SandboxFaultKind>("kind", required: true);
        var afterWrites = reader?.WholeNumber("afterWrites", 0, RequestLimits.SandboxWrites);
        errors.ThrowIfAny();
        ledger.SetFault(connection, new SandboxFault(kind!.Value, afterWrites ?? 0));
        return JsonAnswer.Ok(ledger.FaultOf(connection));
    }
}
