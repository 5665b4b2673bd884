using System.Globalization;
using Expenses.Connectors.Codat.Http;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;

namespace Expenses.Connectors.Codat;

/// <summary>
/// Looks for an upload whose answer was lost. The contract has no list of attachments; the account's push operations say
/// which uploads were carried out and on which record, and a completed transaction's message names its record.
/// </summary>
/// <param name="client">The account.</param>
/// <param name="intents">Attachment intents: what is known of the transaction's other files.</param>
internal sealed class CodatUploads(CodatClient client, IAttachmentIntentStore intents)
{
    private const string Uploaded = "AttachmentUploaded";
    private const int PageSize = 100;
    private const int Pages = 5;

    // The account's clock and ours.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>Finds the attachment of an intent that was sent.</summary>
    /// <returns>Its id; null when the account says nothing of it, or nothing that could not be of another file.</returns>
    public async Task<string?> FindAsync(AttachmentIntent intent, SyncId sync, CancellationToken cancellationToken)
    {
        if (intent.Sent is not { } sent)
        {
            return null;
        }

        var ofTransaction = await intents.ListAsync(intent.Company, [intent.TransactionId], cancellationToken);
        var others = ofTransaction.Where(one => !string.Equals(one.Sha256, intent.Sha256, StringComparison.Ordinal)).ToList();
        if (others.Exists(one => one.State is PushIntentState.Sent or PushIntentState.Unknown))
        {
            // Two files of one record in doubt: an attachment could be either.
            return null;
        }

        var words = await WordsOfAsync(intent, sync, cancellationToken);
        var known = others.Select(one => one.AttachmentId).ToHashSet(StringComparer.Ordinal);
        var found = words.Count == 0 ? [] : await UploadsSinceAsync(intent.Company.Company, sent - ClockDifference, cancellationToken);
        return found
            .Where(change => change.RecordRef?.Id is { } record && words.Contains(record) && !known.Contains(change.AttachmentId))
            .Select(change => change.AttachmentId)
            .FirstOrDefault();
    }

    // What the account says of the landed transaction: the record's id is one of the words.
    private async Task<HashSet<string>> WordsOfAsync(AttachmentIntent intent, SyncId sync, CancellationToken cancellationToken)
    {
        var entries = await client.FindAsync<List<TransactionAnswer>>(
            CodatPaths.Transaction(intent.Company.Company, sync, intent.TransactionId), cancellationToken) ?? [];
        var texts = entries.Where(entry => CodatMapper.Transaction(0, intent.TransactionId, entry).Status == TransactionStatus.Completed);
        return texts
            .SelectMany(entry => (entry.Message ?? "").Split([' ', ',', ':', ';', '\'', '"', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.TrimEnd('.'))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private async Task<List<PushChange>> UploadsSinceAsync(CompanyId company, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var uploads = new List<PushChange>();
        var query = string.Create(CultureInfo.InvariantCulture, $"requestedOnUtc>{since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        for (var number = 1; number <= Pages; number++)
        {
            var page = await PageAsync(CodatPaths.Pushes(company, query, number, PageSize), cancellationToken);
            uploads.AddRange((page?.Results ?? [])
                .Where(push => string.Equals(push.Status, "Success", StringComparison.OrdinalIgnoreCase))
                .SelectMany(push => push.Changes ?? [])
                .Where(change => change.AttachmentId is not null && string.Equals(change.Type, Uploaded, StringComparison.OrdinalIgnoreCase)));
            if (page is null || number * PageSize >= page.TotalResults)
            {
                break;
            }
        }

        return uploads;
    }

    private async Task<PushPage?> PageAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FindAsync<PushPage>(path, cancellationToken);
        }
        catch (ContractException)
        {
            // An account that does not answer this question tells nothing, as one without push operations.
            return null;
        }
    }
}
