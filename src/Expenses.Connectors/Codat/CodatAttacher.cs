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
/// Uploads receipts to the account. An upload that was answered is never repeated. One whose answer was lost is looked for
/// in the account; what is not found is sent again byte for byte under the same `Idempotency-Key`, as long as the account
/// answers it from memory. After that nothing is sent: nobody knows whether it would be the second.
/// </summary>
/// <param name="client">The account.</param>
/// <param name="uploads">Looks for uploads.</param>
/// <param name="intents">Attachment intents.</param>
/// <param name="receipts">The files.</param>
/// <param name="time">The clock.</param>
internal sealed class CodatAttacher(
    CodatClient client, CodatUploads uploads, IAttachmentIntentStore intents, IReceiptStore receipts, TimeProvider time)
{
    // The account keeps answers for 90 minutes (codat-contract §2.14); the rest is for the upload itself and the clocks.
    private static readonly TimeSpan KeyLife = TimeSpan.FromMinutes(75);

    public async Task<string> AttachAsync(
        CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken)
    {
        var intent = await intents.FindAsync(company, transaction, receipt.Sha256, cancellationToken);
        if (intent is { State: PushIntentState.Completed, AttachmentId: { } known })
        {
            return known;
        }

        if (intent is { State: PushIntentState.Sent or PushIntentState.Unknown })
        {
            if (await uploads.FindAsync(intent, sync, cancellationToken) is { } landed)
            {
                return await CompleteAsync(intent, landed, cancellationToken);
            }

            await RefuseInDoubtAsync(intent, cancellationToken);
            return await SendAsync(intent, sync, receipt, wasInDoubt: true, cancellationToken);
        }

        intent = await intents.SaveAsync(
            (intent ?? new AttachmentIntent { Company = company, TransactionId = transaction, Sha256 = receipt.Sha256 }) with
            {
                State = PushIntentState.Sent,
                Sent = time.GetUtcNow(),
            },
            cancellationToken);
        return await SendAsync(intent, sync, receipt, wasInDoubt: false, cancellationToken);
    }

    private async Task RefuseInDoubtAsync(AttachmentIntent intent, CancellationToken cancellationToken)
    {
        if (intent.State == PushIntentState.Sent && time.GetUtcNow() - intent.Sent < KeyLife)
        {
            return;
        }

        var message = $"Whether the receipt is attached to transaction {intent.TransactionId} is not known: the answer to its upload was lost and the "
            + "account does not keep it any more. It is not sent again, lest it is there twice; look at the transaction in the accounting software.";
        await intents.SaveAsync(intent with { State = PushIntentState.Unknown, Message = message }, cancellationToken);
        throw new ContractException(409, message);
    }

    private async Task<string> SendAsync(
        AttachmentIntent intent, SyncId sync, Receipt receipt, bool wasInDoubt, CancellationToken cancellationToken)
    {
        try
        {
            return await CompleteAsync(intent, await UploadAsync(intent, sync, receipt, wasInDoubt, cancellationToken), cancellationToken);
        }
        catch (ContractException refusal)
        {
            await intents.SaveAsync(intent with { State = PushIntentState.Failed, Message = refusal.Message }, cancellationToken);
            throw;
        }
    }

    private async Task<string> CompleteAsync(AttachmentIntent intent, string id, CancellationToken cancellationToken)
    {
        await intents.SaveAsync(intent with { State = PushIntentState.Completed, AttachmentId = id, Message = null }, cancellationToken);
        return id;
    }

    private async Task<string> UploadAsync(
        AttachmentIntent intent, SyncId sync, Receipt receipt, bool wasInDoubt, CancellationToken cancellationToken)
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
        try
        {
            var answer = await client.PostAsync<AttachmentAnswer>(
                CodatPaths.Attachments(intent.Company.Company, sync, intent.TransactionId), DerivedId.Guid("attachment", key), content, cancellationToken);
            return answer.Id
                ?? throw new ConnectorException(FailureCategory.UnknownOutcome, "codat.no_id", "The account took the receipt and named no attachment.");
        }
        catch (ConnectorException failure) when (!wasInDoubt && IsCertainlyNotTaken(failure, file.Sendings))
        {
            // Nothing is in doubt, however long the next attempt has to wait.
            await intents.SaveAsync(intent with { State = PushIntentState.Failed, Message = failure.Message }, cancellationToken);
            throw;
        }
    }

    // Never sent, or sent once and answered with a refusal that has nothing to do with the file.
    private static bool IsCertainlyNotTaken(ConnectorException failure, int sendings) =>
        sendings == 0
        || (sendings == 1 && failure.Category is FailureCategory.RateLimited or FailureCategory.Unauthorized or FailureCategory.SubscriptionExpired);

    private static string AsciiName(string name) =>
        string.Concat(name.Select(character => character is >= ' ' and <= '~' and not '"' and not '\\' ? character : '_'));
}
