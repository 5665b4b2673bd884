using System.Globalization;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Transactions;

/// <summary>
/// What a transaction says, without its id and without what people change in hindsight (accounts, tax rates, notes): two
/// with the same hash are the same purchase under two ids, as after a card feed was connected anew (codat-contract §8
/// row 10). Day, direction, currency, total and merchant decide.
/// </summary>
public static class ContentHash
{
    /// <summary>The hash of a transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Of(LedgerTransaction transaction) => 
        DerivedId.Key([.. new[] { "content", transaction.Kind.ToString(), Day(transaction) }, .. Parts(transaction)]);

    private static string Day(LedgerTransaction transaction) => transaction.PostingDay().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string[] Parts(LedgerTransaction transaction) => transaction switch
    {
        ExpenseTransaction expense =>
            [expense.Type.ToString(), Plain(expense.Currency), Amount(expense.Total()), Plain(expense.MerchantName ?? expense.Reference)],
        MovementTransaction movement =>
        [
            movement.Type.ToString(), Plain(movement.Currency), Amount(movement.Lines.Sum(line => line.NetAmount + line.TaxAmount)),
            Plain(movement.MerchantName ?? movement.Reference),
        ],
        ReimbursableExpenseTransaction bill =>
            [bill.SupplierId, Plain(bill.Currency), Amount(bill.Lines.Sum(line => line.NetAmount + line.TaxAmount)), Plain(bill.Reference)],
        TransferTransaction transfer =>
            [transfer.From.AccountId, Amount(transfer.From.Amount), transfer.To.AccountId, Amount(transfer.To.Amount)],
        AdjustmentTransaction adjustment =>
            [Plain(adjustment.Currency), .. adjustment.Lines.Select(line => $"{line.AccountId} {Amount(line.Amount)}").Order(StringComparer.Ordinal)],
        _ => throw new InvalidOperationException($"A transaction of kind {transaction.Kind} has no content."),
    };

    private static string Plain(string? text) => (text ?? "").Trim().ToUpperInvariant();

    // 1.5 and 1.50 are one amount.
    private static string Amount(decimal amount) => amount.ToString("0.#########", CultureInfo.InvariantCulture);
}
