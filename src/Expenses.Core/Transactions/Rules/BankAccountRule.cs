namespace Expenses.Core.Transactions.Rules;

/// <summary>The bank or card account: the transaction's own, else the company's default (codat-contract B054, B062, §4.8).</summary>
internal static class BankAccountRule
{
    private const string Field = "BankAccountRef";

    public static void Resolve(PostingDraft draft)
    {
        var own = draft.Transaction.BankAccountId;
        var id = own ?? draft.Context.Configuration?.BankAccountId;
        var isDefault = own is null;
        if (string.IsNullOrEmpty(id))
        {
            draft.Refuse(Field, $"{Field} is required: neither the transaction nor the company's configuration names a bank account.", isConfiguration: true);
            return;
        }

        var account = draft.Reference.FindAccount(id);
        if (ReferenceTexts.BankAccount(id, account) is { } problem)
        {
            draft.Refuse(Field, problem, isDefault);
        }

        // A known account that cannot be used still tells its currency, so that the currency rule is applied as well.
        draft.BankAccount = account;
    }
}
