using Expenses.Core.Transactions.Rules;

namespace Expenses.Core.Transactions;

/// <summary>
/// Everything about a transaction that is decided by the company's reference data before it is pushed
/// (codat-contract §4.3-§4.6, §4.8). Pure and total: the same input gives the same decision, and every problem is named.
/// Sizes and formats were checked when the request came in.
/// </summary>
public static class PostingRules
{
    /// <summary>Decides one transaction.</summary>
    /// <param name="transaction">The transaction, of any kind.</param>
    /// <param name="context">The company's configuration, reference data and platform.</param>
    /// <returns>The item to push, or all problems.</returns>
    /// <exception cref="ArgumentException">A kind of transaction that has no rules.</exception>
    public static PostingDecision Decide(LedgerTransaction transaction, PostingContext context) => transaction switch
    {
        ExpenseTransaction expense => ExpensePosting.Decide(expense, context),
        TransferTransaction transfer => TransferPosting.Decide(transfer, context),
        AdjustmentTransaction adjustment => AdjustmentPosting.Decide(adjustment, context),
        MovementTransaction movement => MovementPosting.Decide(movement, context),
        ReimbursableExpenseTransaction reimbursable => ReimbursablePosting.Decide(reimbursable, context),
        _ => throw new ArgumentException($"There are no posting rules for {transaction.Kind}.", nameof(transaction)),
    };
}
