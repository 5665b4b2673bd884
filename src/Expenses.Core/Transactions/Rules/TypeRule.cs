namespace Expenses.Core.Transactions.Rules;

/// <summary>The platform takes the type (codat-contract §4.3).</summary>
internal static class TypeRule
{
    public static void Check(PostingDraft draft)
    {
        if (!draft.Context.Capabilities.ExpenseTypes.Contains(draft.Transaction.Type))
        {
            draft.Refuse("Type", $"Type {draft.Transaction.Type} is not supported by the connected accounting software.");
        }
    }
}
