namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>
/// Base amounts of the parts of a document. The document's total is converted and rounded once, half away from zero
/// (codat-contract §4.4); its parts then share exactly that total by largest remainder, so no part is further than
/// one smallest unit from its own conversion and the journal balances in base currency too.
/// </summary>
internal static class BaseAllocation
{
    public static decimal Total(decimal total, decimal rate, int decimals) =>
        decimal.Round(total * rate, decimals, MidpointRounding.AwayFromZero);

    public static IReadOnlyList<decimal> Allocate(IReadOnlyList<decimal> amounts, decimal rate, int decimals)
    {
        var unit = UnitOf(decimals);
        var exact = amounts.Select(amount => amount * rate / unit).ToList();
        var units = exact.ConvertAll(decimal.Floor);
        var missing = (int)((Total(amounts.Sum(), rate, decimals) / unit) - units.Sum());

        // Each floor lost less than one unit, so what is missing is at most one unit for each part.
        foreach (var part in Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i] - units[i]).ThenBy(i => i).Take(missing))
        {
            units[part]++;
        }

        return units.ConvertAll(count => count * unit);
    }

    private static decimal UnitOf(int decimals) => new(1, 0, 0, isNegative: false, (byte)decimals);
}
