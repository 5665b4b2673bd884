namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>How many decimals a currency's amounts have (ISO 4217 minor units); two unless listed here.</summary>
internal static class CurrencyDecimals
{
    private static readonly Dictionary<string, int> Exceptions = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0,
        ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    };

    public static int Of(string currency) => Exceptions.GetValueOrDefault(currency, 2);

    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    public static bool IsCurrency(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);

    /// <summary>Whether the amount is a whole number of the currency's smallest units.</summary>
    public static bool Fits(decimal amount, string currency) => HasDecimals(amount, Of(currency));

    public static bool HasDecimals(decimal amount, int atMost) => decimal.Round(amount, atMost) == amount;
}
