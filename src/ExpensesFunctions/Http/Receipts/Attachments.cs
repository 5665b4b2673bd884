using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Core.Syncs;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>Attaching a receipt to a transaction that landed (codat-contract M053-M055, §4.7), under both addresses (T10).</summary>
public sealed class Attachments(CompanyAccess access, SyncAccess syncs, UploadLimits limits, IReceiptStore receipts, IExpenseSyncService service)
{
    /// <summary>Streams the file to the store, then to the ledger; answers once the ledger has it.</summary>
    /// <param name="request">The request: multipart, or the bare file.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync the transaction landed in.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the attachment's id.</returns>
    /// <exception cref="ContractException">404, then 400: not completed, platform, file, size, type; in this order.</exception>
    [Function(nameof(PostAttachment))]
    public async Task<IResult> PostAttachment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/sync/expenses/syncs/{syncId}/transactions/{transactionId}/attachments")] HttpRequest request,
        string companyId,
        string syncId,
        string transactionId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        var sync = await syncs.RequireAsync(company, syncId, cancellationToken);
        var entries = await syncs.RequireTransactionAsync(sync, transactionId, cancellationToken);
        var landed = RequireCompleted(entries, transactionId);
        var rules = await limits.RequireAsync(company, landed, cancellationToken);
        var receipt = await SaveAsync(request, company, rules, cancellationToken);
        var id = await service.AttachAsync(company.Key, sync.Id, landed.TransactionId, receipt, cancellationToken);
        return JsonAnswer.Ok(new AttachmentBody(company.Key.Company, id, landed.TransactionId));
    }

    /// <summary><see cref="PostAttachment"/> under the short address.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the attachment's id.</returns>
    [Function(nameof(PostAttachmentShort))]
    public Task<IResult> PostAttachmentShort(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "companies/{companyId}/syncs/{syncId}/transactions/{transactionId}/attachments")] HttpRequest request,
        string companyId,
        string syncId,
        string transactionId,
        CancellationToken cancellationToken) =>
        PostAttachment(request, companyId, syncId, transactionId, cancellationToken);

    private static SyncTransaction RequireCompleted(IReadOnlyList<SyncTransaction> entries, string transactionId) =>
        entries.FirstOrDefault(entry => entry is { IntegrationType: IntegrationType.Expense, Status: TransactionStatus.Completed })
        ?? throw Refusals.Invalid(
            "transactionId", $"Transaction {transactionId} has no completed expense in this sync; only such a one can have attachments.", "Completed");

    private async Task<Receipt> SaveAsync(HttpRequest request, Company company, AttachmentRules rules, CancellationToken cancellationToken)
    {
        var isMultipart = MultipartFile.Is(request);
        UploadLimits.Admit(request, rules, isMultipart ? RequestLimits.MalformedUploadBytes : 0);
        await using var file = isMultipart ? await MultipartFile.ReadAsync(request, cancellationToken) : RawFile.Of(request);
        var id = new ReceiptId(Guid.NewGuid().ToString("D"));
        return await receipts.SaveAsync(new ReceiptUpload(company.Key, id, file.FileName, file.Content, rules), cancellationToken);
    }

    internal sealed record AttachmentBody(CompanyId CompanyId, string Id, TransactionId TransactionId);
}
