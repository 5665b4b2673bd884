using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>Each line names a nominal account it may be booked to, or an item where the platform has items (codat-contract §2.5, B065, §4.10).</summary>
internal static class LineAccountRule
{
    public static void Check(PostingDraft draft)
    {
        foreach (var (line, name) in draft.Lines())
        {
            if (line.ItemId is not null)
            {
                CheckItem(draft, line, name);
            }
            else if (string.IsNullOrEmpty(line.AccountId))
            {
                draft.Refuse($"{name}.AccountRef", $"{name}.AccountRef is required.");
            }
            else if (Problem(line.AccountId, draft.Reference.FindAccount(line.AccountId), draft.Transaction.Type) is { } problem)
            {
                draft.Refuse($"{name}.AccountRef", $"{name}.AccountRef {problem}");
            }
        }
    }

    private static void CheckItem(PostingDraft draft, ExpenseLine line, string name)
    {
        if (!draft.Context.Capabilities.ItemLines)
        {
            draft.RefuseUnsupported($"{name}.ItemRef", $"{name}.ItemRef is not supported by the connected accounting software.");
        }
        else if (line.AccountId is not null)
        {
            draft.Refuse($"{name}.ItemRef", $"{name}.ItemRef must not be used together with AccountRef.");
        }
    }

    private static string? Problem(string id, LedgerAccount? account, ExpenseType type) => account switch
    {
        null => $"{id} does not exist.",
        _ when AccountRule.IsControlAccount(account) => "must not have account type 'Accounts Payable' or 'Accounts Receivable'.",
        { IsBankAccount: true } => $"{id} must not be a bank or card account.",
        { IsActive: false } => $"{id} is not in an Active state.",
        _ when !account.ValidTransactionTypes.Contains(type) => $"{id} cannot be used for the type {type}.",
        _ => null,
    };
}
