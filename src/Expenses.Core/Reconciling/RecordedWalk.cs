using Expenses.Core.Companies;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;

namespace Expenses.Core.Reconciling;

/// <summary>
/// Walks through what the service recorded of a company, newest sync first. An entry counts once, in the sync that wrote
/// the version that is in the ledger.
/// </summary>
/// <param name="syncs">Sync records.</param>
/// <param name="transactions">Their rows.</param>
/// <param name="intents">Push intents.</param>
/// <param name="attachments">Attachment intents.</param>
/// <param name="datasets">Datasets: what was sent.</param>
/// <param name="reference">What was last read of ledgers.</param>
public sealed class RecordedWalk(
    ISyncStore syncs,
    ISyncTransactionStore transactions,
    IPushIntentStore intents,
    IAttachmentIntentStore attachments,
    IDatasetStore datasets,
    IReferenceDataStore reference)
{
    // Syncs of one transaction are usual; the bound keeps a step short.
    private const int SyncsPerStep = 25;

    /// <summary>Takes the next entries.</summary>
    internal async Task<RecordedEntries> TakeAsync(
        Connection connection, RecordedPlace place, DateTimeOffset from, int count, CancellationToken cancellationToken)
    {
        var entries = new List<RecordedEntry>();
        var (looked, begun) = (0, 0);
        await foreach (var sync in syncs.ListAsync(connection.Company, place.Sync, cancellationToken))
        {
            if (sync.Requested < from)
            {
                break;
            }

            var amounts = new SentAmounts(datasets, reference, connection, sync);
            var row = string.Equals(sync.Id.Value, place.Sync.Id, StringComparison.Ordinal) ? place.Row : 0;
            while (row < sync.TransactionCount)
            {
                var taken = Math.Min(sync.TransactionCount - row, count - looked);
                if (taken == 0 || begun == SyncsPerStep)
                {
                    return new RecordedEntries(entries, new RecordedPlace(new SyncPlace(sync.Requested, sync.Id.Value), row).ToString());
                }

                entries.AddRange(await ReadAsync(connection, sync, amounts, row, taken, cancellationToken));
                (row, looked) = (row + taken, looked + taken);
            }

            begun++;
        }

        return new RecordedEntries(entries, Next: null);
    }

    private async Task<IEnumerable<RecordedEntry>> ReadAsync(
        Connection connection, SyncRecord sync, SentAmounts amounts, int first, int count, CancellationToken cancellationToken)
    {
        var rows = (await transactions.ListAsync(sync.Company, sync.Id, first, count, cancellationToken))
            .Where(row => row.Status == TransactionStatus.Completed)
            .ToList();
        var known = await intents.FindAsync(sync.Company, [.. rows.Select(row => row.TransactionId)], cancellationToken);
        var here = rows
            .Where(row => known.TryGetValue(row.TransactionId, out var intent)
                && intent.Connection == connection.Id
                && intent.RecordId is not null
                && WrittenBy(intent) == (sync.Id, row.Number))
            .ToList();
        var files = (await attachments.ListAsync(sync.Company, [.. here.Select(row => row.TransactionId)], cancellationToken))
            .Where(file => file is { State: PushIntentState.Completed, AttachmentId: not null })
            .ToLookup(file => file.TransactionId, file => file.AttachmentId!);
        var entries = new List<RecordedEntry>(here.Count);
        foreach (var row in here)
        {
            var intent = known[row.TransactionId];
            var (amount, currency) = IsSettled(intent)
                ? await amounts.FindAsync(row.Number, row.TransactionId, cancellationToken)
                : (null, null);
            entries.Add(new RecordedEntry(row.TransactionId, intent.RecordId!, sync.Id, [.. files[row.TransactionId]])
            {
                Amount = amount,
                Currency = currency,
            });
        }

        return entries;
    }

    // An update that is not in the ledger leaves the version before it there.
    private static (SyncId? Sync, int Number) WrittenBy(PushIntent intent) =>
        intent is { Operation: PushOperationKind.Update, State: not PushIntentState.Completed }
            ? (intent.PreviousSync, intent.PreviousNumber)
            : (intent.Sync, intent.Number);

    // Of one that is on its way either version may be there.
    private static bool IsSettled(PushIntent intent) => intent.State is PushIntentState.Completed or PushIntentState.Failed;
}
