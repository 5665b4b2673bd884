using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>
/// The rules of a reimbursable expense (codat-contract §2.6, §4.4, B078-B080). It is a bill: its lines are those of a
/// payment, and in place of a bank account stands the accounts payable account.
/// </summary>
internal static class ReimbursablePosting
{
    private static readonly Action<PostingDraft>[] LineRules =
    [
        TotalRule.Check,
        LineAmountRule.Check,
        LineAccountRule.Check,
        LineTaxRule.Check,
        LineTrackingRule.Check,
        LineBillingRule.Check,
    ];

    public static PostingDecision Decide(ReimbursableExpenseTransaction transaction, PostingContext context)
    {
        var draft = new PostingDraft(AsPayment(transaction), context) { IsBill = true };
        KindRule.Check(draft, transaction);
        LockedPeriodRule.Check(draft, "IssueDate", transaction.PostingDay());
        ContactRule.Resolve(draft);
        CheckPayableAccount(draft, transaction.PayableAccountId);
        var isForeign = CheckCurrency(draft);
        foreach (var rule in LineRules)
        {
            rule(draft);
        }

        return draft.Decide(() => new PushItem(
            KindRule.KeyOf(draft, transaction),
            transaction with
            {
                CurrencyRate = isForeign ? transaction.CurrencyRate : null,
                Lines = LineTaxRule.Travelling(transaction.Lines, draft),
            },
            ContactId: draft.Contact!.Id));
    }

    private static ExpenseTransaction AsPayment(ReimbursableExpenseTransaction transaction) => new()
    {
        Id = transaction.Id,
        Type = ExpenseType.Payment,
        IssueDate = transaction.IssueDate,
        Currency = transaction.Currency,
        CurrencyRate = transaction.CurrencyRate,
        SupplierId = transaction.SupplierId,
        Lines = transaction.Lines,
    };

    private static bool CheckCurrency(PostingDraft draft)
    {
        var currency = draft.Transaction.Currency;
        if (!Currency.TryGetMinorUnits(currency, out _))
        {
            draft.Refuse("Currency", $"Currency {currency} is not a currency of ISO 4217.");
        }

        var isForeign = !string.Equals(currency, draft.Reference.BaseCurrency, StringComparison.Ordinal);
        CurrencyRule.CheckRate(draft, draft.Transaction.CurrencyRate, isForeign);
        return isForeign;
    }

    private static void CheckPayableAccount(Draft draft, string? id)
    {
        const string Field = "ApAccountRef";
        if (id is null)
        {
            return;
        }

        if (!draft.Context.Capabilities.PayableAccounts)
        {
            draft.RefuseUnsupported(Field, $"{Field} is not supported by the connected accounting software.");
        }
        else if (draft.Reference.FindAccount(id) is not { } account)
        {
            draft.Refuse(Field, $"{Field} {id} does not exist.");
        }
        else if (!AccountRule.IsPayable(account))
        {
            draft.Refuse(Field, $"{Field} {id} must have account type 'Accounts Payable'.");
        }
        else if (!account.IsActive)
        {
            draft.Refuse(Field, $"{Field} {id} is not in an Active state.");
        }
    }
}
