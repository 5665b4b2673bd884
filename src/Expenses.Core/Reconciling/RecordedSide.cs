using System.Globalization;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;

namespace Expenses.Core.Reconciling;

/// <summary>Compares what the service recorded with what the ledger holds of it: missing, changed, without its attachments.</summary>
internal static class RecordedSide
{
    /// <summary>Looks the entries up and compares each.</summary>
    /// <exception cref="ConnectorException">The ledger could not be read.</exception>
    public static async Task<Findings> CompareAsync(
        ILedgerReader reader, Connection connection, IReadOnlyList<RecordedEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return Findings.None;
        }

        var found = (await reader.FindAsync(connection, [.. entries.Select(entry => entry.RecordId)], cancellationToken))
            .ToDictionary(entry => entry.RecordId, StringComparer.Ordinal);
        var pairs = entries.Select(entry => (Recorded: entry, Ledger: found.GetValueOrDefault(entry.RecordId))).ToList();
        return new Findings(
            LedgerTotals.Of(pairs.Select(pair => Recorded(pair.Recorded, pair.Ledger))),
            LedgerTotals.Of(pairs.Select(pair => pair.Ledger).OfType<LedgerEntry>().Select(entry => (entry.Currency, entry.Amount))),
            [.. pairs.SelectMany(pair => Compare(pair.Recorded, pair.Ledger))],
            pairs.Count(pair => pair is { Recorded.Amount: null, Ledger: not null }));
    }

    // What is not known counts as the ledger has it, so that it makes no difference between the sums.
    private static (string Currency, decimal Amount) Recorded(RecordedEntry recorded, LedgerEntry? ledger) => (
        recorded.Currency ?? ledger?.Currency ?? LedgerTotals.NoCurrency,
        recorded.Amount ?? ledger?.Amount ?? 0m);

    private static IEnumerable<Difference> Compare(RecordedEntry recorded, LedgerEntry? ledger)
    {
        if (ledger is null)
        {
            yield return Of(DifferenceKind.MissingInLedger, recorded, $"Entry {recorded.RecordId} is not in the ledger.");
            yield break;
        }

        if (recorded.Amount is { } amount && (amount != ledger.Amount || !SameCurrency(recorded, ledger)))
        {
            yield return Of(
                DifferenceKind.AmountDiffers,
                recorded,
                string.Create(CultureInfo.InvariantCulture, $"The ledger has {ledger.Amount} {ledger.Currency}; {amount} {recorded.Currency ?? ledger.Currency} was sent."));
        }

        foreach (var attachment in recorded.AttachmentIds.Except(ledger.AttachmentIds, StringComparer.Ordinal))
        {
            yield return Of(DifferenceKind.AttachmentMissing, recorded, $"Attachment {attachment} is not at its entry.");
        }
    }

    private static bool SameCurrency(RecordedEntry recorded, LedgerEntry ledger) =>
        recorded.Currency is null || string.Equals(recorded.Currency, ledger.Currency, StringComparison.OrdinalIgnoreCase);

    private static Difference Of(DifferenceKind kind, RecordedEntry entry, string detail) =>
        new(kind, entry.TransactionId, entry.RecordId, detail) { Sync = entry.Sync };
}
