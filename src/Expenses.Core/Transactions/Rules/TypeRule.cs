using Expenses.Core.Connectors;
using Expenses.Core.Pushing;

namespace Expenses.Core.Transactions.Rules;

/// <summary>The platform takes the type, and its update where it is one (codat-contract §4.3, B073).</summary>
internal static class TypeRule
{
    public static void Check(PostingDraft draft)
    {
        if (!draft.Context.Capabilities.ExpenseTypes.Contains(draft.Transaction.Type))
        {
            draft.RefuseUnsupported("Type", $"Type {draft.Transaction.Type} is not supported by the connected accounting software.");
        }
        else if (draft.Context.Capabilities.CardOnlyTypes.Contains(draft.Transaction.Type)
            && draft.BankAccount is { AccountType: not AccountType.Liability } account)
        {
            draft.Refuse("BankAccountRef", $"Type {draft.Transaction.Type} is supported by the connected accounting software on card accounts only, which {account.Id} is not.");
        }
        else if (draft.Transaction.Operation == PushOperationKind.Update
            && !draft.Context.Capabilities.UpdatableExpenseTypes.Contains(draft.Transaction.Type))
        {
            draft.RefuseUnsupported("Type", $"Updates of the type {draft.Transaction.Type} are not supported by the connected accounting software.");
        }
    }
}
