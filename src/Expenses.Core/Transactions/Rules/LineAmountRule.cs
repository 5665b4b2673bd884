using System.Globalization;

namespace Expenses.Core.Transactions.Rules;

/// <summary>Amounts are whole minor units of the transaction's currency: nothing is rounded silently on its way to a ledger.</summary>
internal static class LineAmountRule
{
    public static void Check(PostingDraft draft)
    {
        var currency = draft.Transaction.Currency;
        if (!Currency.TryGetMinorUnits(currency, out var digits))
        {
            return; // the currency rule says so
        }

        foreach (var (line, name) in draft.Lines())
        {
            CheckAmount(draft, $"{name}.NetAmount", line.NetAmount, currency, digits);
            CheckAmount(draft, $"{name}.TaxAmount", line.TaxAmount, currency, digits);
        }
    }

    public static void CheckAmount(Draft draft, string field, decimal amount, string currency, int digits)
    {
        if (!Currency.Fits(amount, currency))
        {
            draft.Refuse(field, string.Create(
                CultureInfo.InvariantCulture, $"{field} {amount} must have at most {digits} decimals in {currency}."));
        }
    }
}
