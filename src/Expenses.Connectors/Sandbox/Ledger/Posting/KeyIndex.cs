using System.Collections.Concurrent;
using Expenses.Connectors.Sandbox.Ledger.Rows;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>Reads key rows by point look-up: a filter over several row keys would scan the whole ledger.</summary>
internal sealed class KeyIndex(LedgerTable table)
{
    private const int Parallel = 8;

    public async Task<IReadOnlyDictionary<string, KeyEntry>> FindAsync(LedgerName ledger, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, KeyEntry>(StringComparer.Ordinal);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(keys.Where(IsKey).Distinct(StringComparer.Ordinal), limits, async (key, token) =>
        {
            if (await table.FindAsync(ledger, LedgerRow.Key(key), token) is { } row)
            {
                found[key] = KeyEntry.From(row);
            }
        });
        return found;
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= SandboxLimits.KeyCharacters;
}
