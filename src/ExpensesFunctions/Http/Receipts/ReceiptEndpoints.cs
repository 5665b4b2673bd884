using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>Receipts uploaded ahead of their expenses (design section 3 step 1); ours, not the contract's.</summary>
public sealed class ReceiptEndpoints(CompanyAccess access, UploadLimits limits, IReceiptStore receipts)
{
    private const string Route = "companies/{companyId}/sync/expenses/receipts/{receiptId}";

    /// <summary>Stores a receipt; the body is the file. The same bytes again are the same receipt.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="receiptId">The id the receipt gets.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>201 with the receipt, 200 when it was there.</returns>
    /// <exception cref="ContractException">400: id, name, size or type; 404; 409: other bytes have that id.</exception>
    [Function(nameof(PutReceipt))]
    public async Task<IResult> PutReceipt(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string companyId,
        string receiptId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        if (!ReceiptIdText.IsValid(receiptId))
        {
            throw Refusals.Invalid("receiptId", ReceiptIdText.Rule, "Format");
        }

        if (MultipartFile.Is(request))
        {
            throw new ContractException(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type.", [new ValidationItem("Content-Type", "The body is the file itself.", "MediaType")]);
        }

        var rules = await limits.RequireAsync(company, cancellationToken);
        UploadLimits.Admit(request, rules, envelopeBytes: 0);
        var id = new ReceiptId(receiptId);
        var isNew = await receipts.FindAsync(company.Key, id, cancellationToken) is null;
        await using var file = RawFile.Of(request);
        var stored = await receipts.SaveAsync(new ReceiptUpload(company.Key, id, file.FileName, file.Content, rules), cancellationToken);
        return JsonAnswer.Of(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, ReceiptBody.Of(stored));
    }

    /// <summary>Gets what is known of a receipt.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the receipt.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetReceipt))]
    public async Task<IResult> GetReceipt(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string companyId,
        string receiptId,
        CancellationToken cancellationToken)
    {
        var company = await access.RequireAsync(request, companyId, cancellationToken);
        return ReceiptIdText.IsValid(receiptId)
            && await receipts.FindAsync(company.Key, new ReceiptId(receiptId), cancellationToken) is { } receipt
            ? JsonAnswer.Ok(ReceiptBody.Of(receipt))
            : throw Refusals.NotFound("receipt", receiptId);
    }
}
