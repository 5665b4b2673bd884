namespace Expenses.Core.Reconciling;

/// <summary>Counts and sums of entries by currency.</summary>
/// <param name="ByCurrency">One for each currency there is, in the order of their codes.</param>
public sealed record LedgerTotals(IReadOnlyList<CurrencyTotal> ByCurrency)
{
    /// <summary>The currency of entries whose currency is not known: ISO 4217's code for none.</summary>
    public const string NoCurrency = "XXX";

    /// <summary>No entries.</summary>
    public static LedgerTotals None { get; } = new([]);

    /// <summary>How many entries there are in all currencies.</summary>
    public int Count => ByCurrency.Sum(total => total.Count);

    /// <summary>Adds entries up.</summary>
    /// <param name="entries">Currency (ISO 4217) and amount (major units) of each.</param>
    /// <returns>The totals.</returns>
    public static LedgerTotals Of(IEnumerable<(string Currency, decimal Amount)> entries) =>
        Sum(entries.Select(entry => new CurrencyTotal(entry.Currency.ToUpperInvariant(), 1, entry.Amount)));

    /// <summary>Adds two totals up.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Both together.</returns>
    public LedgerTotals Plus(LedgerTotals other) => Sum(ByCurrency.Concat(other.ByCurrency));

    private static LedgerTotals Sum(IEnumerable<CurrencyTotal> totals) => new([.. totals
        .GroupBy(total => total.Currency, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new CurrencyTotal(group.Key, group.Sum(total => total.Count), group.Sum(total => total.Amount))),]);
}

/// <summary>The total of one currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Amount">Their sum, in major units.</param>
public sealed record CurrencyTotal(string Currency, int Count, decimal Amount);
