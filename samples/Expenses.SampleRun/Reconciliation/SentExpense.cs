using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Reconciliation;

/// <summary>The amounts a ledger has to show for an expense that was sent.</summary>
internal static class SentExpense
{
    /// <summary>In the transaction's currency: money out is positive, money back (all but Payment) negative.</summary>
    public static decimal Total(ExpenseTransaction expense)
    {
        var total = expense.Lines.Sum(line => line.NetAmount + line.TaxAmount);
        return string.Equals(expense.Type, "Payment", StringComparison.Ordinal) ? total : -total;
    }

    /// <summary>In the base currency, to the cent (codat-contract §4.4: amount × rate).</summary>
    public static decimal BaseTotal(ExpenseTransaction expense) =>
        decimal.Round(Total(expense) * (expense.CurrencyRate ?? 1m), 2, MidpointRounding.AwayFromZero);
}
