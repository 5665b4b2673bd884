namespace Expenses.Core.Connectors;

/// <summary>Tells which <see cref="CurrencyCombination"/> three currencies make.</summary>
public static class CurrencyCombinations
{
    /// <summary>The combination of three currencies (codat-contract §4.4).</summary>
    /// <param name="baseCurrency">B: the ledger's own.</param>
    /// <param name="bankCurrency">K: the bank or card account's.</param>
    /// <param name="transactionCurrency">T: the transaction's.</param>
    /// <returns>The combination.</returns>
    public static CurrencyCombination Of(string baseCurrency, string bankCurrency, string transactionCurrency)
    {
        var bankIsTransaction = string.Equals(bankCurrency, transactionCurrency, StringComparison.Ordinal);
        var baseIsTransaction = string.Equals(baseCurrency, transactionCurrency, StringComparison.Ordinal);
        var baseIsBank = string.Equals(baseCurrency, bankCurrency, StringComparison.Ordinal);
        return (bankIsTransaction, baseIsTransaction, baseIsBank) switch
        {
            (true, true, _) => CurrencyCombination.AllSame,
            (true, false, _) => CurrencyCombination.BankAndTransaction,
            (false, true, _) => CurrencyCombination.BaseAndTransaction,
            (false, false, true) => CurrencyCombination.BaseAndBank,
            _ => CurrencyCombination.AllDiffer,
        };
    }
}
