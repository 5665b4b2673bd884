using System.Globalization;
using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>Base (B), bank account (K) and transaction (T) currency fit the platform, and the rate fits them (codat-contract §4.4).</summary>
internal static class CurrencyRule
{
    private const int RateDecimals = 9;

    public static void Check(PostingDraft draft)
    {
        var transaction = draft.Transaction;
        if (!Currency.TryGetMinorUnits(transaction.Currency, out _))
        {
            draft.Refuse("Currency", $"Currency {transaction.Currency} is not a currency of ISO 4217.");
            return;
        }

        if (draft.BankAccount is not { } bankAccount)
        {
            return;
        }

        var baseCurrency = draft.Reference.BaseCurrency;
        var combination = CurrencyCombinations.Of(baseCurrency, bankAccount.Currency, transaction.Currency);
        if (!draft.Context.Capabilities.CombinationsOn(bankAccount).Contains(combination))
        {
            draft.Refuse(
                "Currency",
                $"Currency {transaction.Currency} with a bank account in {bankAccount.Currency} and the base currency {baseCurrency} is not supported by the connected accounting software.");
        }

        CheckRate(draft, transaction.CurrencyRate, NeedsRate(draft, bankAccount));
    }

    /// <summary>A rate is needed when the transaction's or the bank account's currency is not the base currency.</summary>
    public static bool NeedsRate(PostingDraft draft, LedgerAccount bankAccount) =>
        CurrencyCombinations.Of(draft.Reference.BaseCurrency, bankAccount.Currency, draft.Transaction.Currency) != CurrencyCombination.AllSame;

    /// <summary>The rate is there where it is needed, and means something (codat-contract §4.4).</summary>
    public static void CheckRate(Draft draft, decimal? rate, bool needed)
    {
        const string Field = "CurrencyRate";
        if (needed && rate is null)
        {
            draft.Refuse(Field, $"{Field} is required when the currency of the transaction or of the bank account is not the base currency {draft.Reference.BaseCurrency}.");
        }
        else if (needed && rate <= 0)
        {
            draft.Refuse(Field, $"{Field} must be greater than 0.");
        }
        else if (needed && decimal.Round(rate!.Value, RateDecimals) != rate)
        {
            draft.Refuse(Field, $"{Field} must have at most {RateDecimals} decimals.");
        }
        else if (!needed && rate is not (null or 1))
        {
            draft.Refuse(Field, string.Create(
                CultureInfo.InvariantCulture,
                $"{Field} {rate} must be 1 or absent when every currency is the base currency {draft.Reference.BaseCurrency}."));
        }
    }
}
