using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>The rules of an expense.</summary>
internal static class ExpensePosting
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

    public static PostingDecision Decide(ExpenseTransaction transaction, PostingContext context)
    {
        var draft = new PostingDraft(transaction, context);
        KindRule.Check(draft, transaction);
        LockedPeriodRule.Check(draft, "IssueDate", transaction.PostingDay());
        BankAccountRule.Resolve(draft);
        ContactRule.Resolve(draft);
        foreach (var rule in Rules)
        {
            rule(draft);
        }

        return draft.Decide(() => ItemOf(draft, draft.BankAccount!, draft.Contact!));
    }

    // What means nothing on the platform does not travel: a rate within one currency, the wish for a draft, a tax rate.
    private static PushItem ItemOf(PostingDraft draft, LedgerAccount bankAccount, Contact contact) => new(
        KindRule.KeyOf(draft, draft.Transaction),
        draft.Transaction with
        {
            CurrencyRate = CurrencyRule.NeedsRate(draft, bankAccount) ? draft.Transaction.CurrencyRate : null,
            Lines = LineTaxRule.Travelling(draft.Transaction.Lines, draft),
            PostAsDraft = draft.Transaction.PostAsDraft && draft.Context.Capabilities.Drafts,
        },
        bankAccount.Id,
        contact.Id,
        draft.AgainstCustomer);
}
