using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Core.Reconciling;

/// <summary>What a transaction's entry comes to, as <see cref="LedgerEntry.Amount"/> has it.</summary>
internal static class DocumentAmount
{
    /// <summary>The amount, in major units, and its currency.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="currencyOf">The currency of an account of the ledger; null when it is not known.</param>
    /// <returns>The amount; a currency of null is not known.</returns>
    public static (decimal Amount, string? Currency) Of(LedgerTransaction transaction, Func<string, string?> currencyOf) => transaction switch
    {
        ExpenseTransaction expense => (expense.Total(), expense.Currency),
        ReimbursableExpenseTransaction bill => (bill.Lines.Sum(line => line.NetAmount + line.TaxAmount), bill.Currency),
        AdjustmentTransaction adjustment => (adjustment.Lines.Where(line => line.Amount > 0m).Sum(line => line.Amount), adjustment.Currency),
        TransferTransaction transfer => (transfer.From.Amount, currencyOf(transfer.From.AccountId)),
        _ => throw new ArgumentException($"{transaction.Kind} has no amount that is known.", nameof(transaction)),
    };
}
