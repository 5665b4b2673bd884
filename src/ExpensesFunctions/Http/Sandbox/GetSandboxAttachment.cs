using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Sandbox;

/// <summary>Streams an attachment of a sandbox ledger, as the ledger holds it. Ours, not the contract's.</summary>
public sealed class GetSandboxAttachment(CompanyAccess access, SandboxLedger ledger)
{
    /// <summary>Answers the bytes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">Its sandbox connection.</param>
    /// <param name="attachmentId">The attachment.</param>
    /// <param name="context">The invocation.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the bytes and their media type, for download only.</returns>
    /// <exception cref="ContractException">404: no such company, sandbox connection or attachment.</exception>
    [Function(nameof(GetSandboxAttachment))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/connections/{connectionId}/sandbox/attachments/{attachmentId}")] HttpRequest request,
        string companyId,
        string connectionId,
        string attachmentId,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var connection = await access.RequireSandboxAsync(request, companyId, connectionId, cancellationToken);
        var opened = await ledger.OpenAttachmentAsync(connection, attachmentId, cancellationToken)
            ?? throw Refusals.NotFound("attachment", attachmentId);
        return new StoredFileAnswer(opened);
    }
}
