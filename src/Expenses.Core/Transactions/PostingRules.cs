using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions.Rules;

namespace Expenses.Core.Transactions;

/// <summary>
/// Everything about a transaction that is decided by the company's reference data before it is pushed
/// (codat-contract §4.3-§4.6, §4.8). Pure and total: the same input gives the same decision, and every problem is named.
/// Sizes and formats were checked when the request came in.
/// </summary>
public static class PostingRules
{
    private static readonly Action<PostingDraft>[] Rules =
    [
        TypeRule.Check,
        TotalRule.Check,
        CurrencyRule.Check,
        LineAmountRule.Check,
        LineAccountRule.Check,
        LineTaxRule.Check,
        LineTrackingRule.Check,
        LineBillingRule.Check,
    ];

    /// <summary>Decides one transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="context">The company's configuration, reference data and platform.</param>
    /// <returns>The item to push, or all problems.</returns>
    public static PostingDecision Decide(ExpenseTransaction transaction, PostingContext context)
    {
        var draft = new PostingDraft(transaction, context);
        BankAccountRule.Resolve(draft);
        ContactRule.Resolve(draft);
        foreach (var rule in Rules)
        {
            rule(draft);
        }

        return draft is { Problems.Count: 0, BankAccount: { } bankAccount, Contact: { } contact }
            ? new PostingDecision(ItemOf(draft, bankAccount, contact), [])
            : new PostingDecision(null, draft.Problems);
    }

    private static PushItem ItemOf(PostingDraft draft, LedgerAccount bankAccount, Contact contact)
    {
        var transaction = draft.Transaction;
        return new PushItem(
            PushIntent.KeyOf(draft.Context.Company, transaction.Id, PushOperationKind.Create, version: 1),
            CurrencyRule.NeedsRate(draft, bankAccount) ? transaction : transaction with { CurrencyRate = null },
            bankAccount.Id,
            contact.Id,
            draft.AgainstCustomer);
    }
}
