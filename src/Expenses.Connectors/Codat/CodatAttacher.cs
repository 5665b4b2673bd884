using System.Net.Http.Headers;
using Expenses.Connectors.Codat.Http;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Syncs;

namespace Expenses.Connectors.Codat;

/// <summary>
/// Uploads receipts to the account. The contract has no list of attachments, so our intents are what is known: an upload
/// that was answered is never repeated. One whose answer was lost is sent again byte for byte under the same
/// `Idempotency-Key`, which the account answers from memory for 90 minutes; later than that it may be attached twice.
/// </summary>
/// <param name="client">The account.</param>
/// <param name="intents">Attachment intents.</param>
/// <param name="receipts">The files.</param>
internal sealed class CodatAttacher(CodatClient client, IAttachmentIntentStore intents, IReceiptStore receipts)
{
    public async Task<string> AttachAsync(
        CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken)
    {
        var intent = await intents.FindAsync(company, transaction, receipt.Sha256, cancellationToken);
        if (intent is { State: PushIntentState.Completed, AttachmentId: { } known })
        {
            return known;
        }

        intent = await intents.SaveAsync(
            (intent ?? new AttachmentIntent { Company = company, TransactionId = transaction, Sha256 = receipt.Sha256 }) with
            {
                State = PushIntentState.Sent,
            },
            cancellationToken);
        try
        {
            var id = await UploadAsync(intent, sync, receipt, cancellationToken);
            await intents.SaveAsync(
                intent with { State = PushIntentState.Completed, AttachmentId = id, Message = null }, cancellationToken);
            return id;
        }
        catch (ContractException refusal)
        {
            await intents.SaveAsync(intent with { State = PushIntentState.Failed, Message = refusal.Message }, cancellationToken);
            throw;
        }
    }

    private async Task<string> UploadAsync(AttachmentIntent intent, SyncId sync, Receipt receipt, CancellationToken cancellationToken)
    {
        // The boundary follows from the key: a repeat must be the same body to the last byte.
        var key = intent.IdempotencyKey();
        using var content = new MultipartFormDataContent($"receipt-{key}");
        using var file = new ReceiptContent(receipt, receipts);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "file",
            FileName = $"\"{AsciiName(receipt.FileName)}\"",
            FileNameStar = receipt.FileName,
        };
        content.Add(file);
        var answer = await client.PostAsync<AttachmentAnswer>(
            CodatPaths.Attachments(intent.Company.Company, sync, intent.TransactionId), DerivedId.Guid("attachment", key), content, cancellationToken);
        return answer.Id
            ?? throw new ConnectorException(FailureCategory.UnknownOutcome, "codat.no_id", "The account took the receipt and named no attachment.");
    }

    private static string AsciiName(string name) =>
        string.Concat(name.Select(character => character is >= ' ' and <= '~' and not '"' and not '\\' ? character : '_'));
}
