using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;

namespace Expenses.Core.Reconciling;

/// <summary>Compares what the ledger holds of ours with what the service recorded: entries that are there twice, or that nobody knows of.</summary>
/// <param name="syncs">Sync records.</param>
/// <param name="intents">Push intents.</param>
public sealed class LedgerSide(ISyncStore syncs, IPushIntentStore intents)
{
    /// <summary>Looks for what is too much. Entries that are recorded are counted with what was recorded, not here.</summary>
    /// <param name="connection">The accounting connection.</param>
    /// <param name="entries">Entries of its ledger.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What was found.</returns>
    internal async Task<Findings> CompareAsync(Connection connection, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var company = connection.Company;
        var known = await intents.FindAsync(company, [.. entries.Select(Reference).Distinct()], cancellationToken);
        var suspects = entries.Where(entry => !IsRecorded(entry, known.GetValueOrDefault(Reference(entry)))).ToList();
        if (suspects.Count == 0)
        {
            return Findings.None;
        }

        var ended = await EndedAsync(company, [.. suspects.Select(entry => known.GetValueOrDefault(Reference(entry))).OfType<PushIntent>()], cancellationToken);

        // Read once more, now that it is known which syncs have ended: what those wrote is final.
        known = await intents.FindAsync(company, [.. suspects.Select(Reference).Distinct()], cancellationToken);
        var extra = suspects
            .Select(entry => (Entry: entry, Kind: KindOf(entry, connection, known.GetValueOrDefault(Reference(entry)), ended)))
            .Where(one => one.Kind is not null)
            .ToList();
        return new Findings(
            LedgerTotals.None,
            LedgerTotals.Of(extra.Select(one => (one.Entry.Currency, one.Entry.Amount))),
            [.. extra.Select(one => new Difference(one.Kind!.Value, Reference(one.Entry), one.Entry.RecordId, DetailOf(one.Kind.Value, one.Entry, known)))]);
    }

    private static TransactionId Reference(LedgerEntry entry) => new(entry.Reference);

    private static bool IsRecorded(LedgerEntry entry, PushIntent? intent) => string.Equals(intent?.RecordId, entry.RecordId, StringComparison.Ordinal);

    private static DifferenceKind? KindOf(LedgerEntry entry, Connection connection, PushIntent? intent, HashSet<SyncId> ended)
    {
        if (intent is null || intent.Connection != connection.Id)
        {
            return DifferenceKind.NotRecorded;
        }

        if (IsRecorded(entry, intent))
        {
            return null;
        }

        if (intent.RecordId is not null)
        {
            return DifferenceKind.DoubledInLedger;
        }

        // Without its outcome it is on its way as long as its sync is; a retry of a failed one is a sync that has not ended.
        return ended.Contains(intent.Sync) ? DifferenceKind.NotRecorded : null;
    }

    private static string DetailOf(DifferenceKind kind, LedgerEntry entry, IReadOnlyDictionary<TransactionId, PushIntent> known) =>
        known.GetValueOrDefault(Reference(entry)) switch
        {
            null => $"The service knows nothing of entry {entry.RecordId}.",
            { RecordId: { } recorded } when kind == DifferenceKind.DoubledInLedger => $"The transaction is entry {recorded} already.",
            var intent => $"The service has the transaction as {intent.State}.",
        };

    private async Task<HashSet<SyncId>> EndedAsync(CompanyKey company, IReadOnlyList<PushIntent> suspects, CancellationToken cancellationToken)
    {
        var ended = new HashSet<SyncId>();
        foreach (var id in suspects.Select(intent => intent.Sync).Distinct())
        {
            if (await syncs.FindAsync(company, id, cancellationToken) is null or { IsFinished: true })
            {
                ended.Add(id);
            }
        }

        return ended;
    }
}
