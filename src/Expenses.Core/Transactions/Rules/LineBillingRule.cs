namespace Expenses.Core.Transactions.Rules;

/// <summary>A line is billed on only where the platform can, and to a customer that exists (codat-contract B067).</summary>
internal static class LineBillingRule
{
    public static void Check(PostingDraft draft)
    {
        foreach (var (line, name) in draft.Lines())
        {
            if (line.InvoiceToCustomerId is { } id && Problem(draft, id) is { } problem)
            {
                draft.Refuse($"{name}.InvoiceTo", $"{name}.InvoiceTo{problem}");
            }
        }
    }

    private static string? Problem(PostingDraft draft, string id)
    {
        if (!draft.Context.Capabilities.BillableLines)
        {
            return " is not supported by the connected accounting software.";
        }

        return ReferenceTexts.Customer(id, draft.Reference.FindCustomer(id)) is { } problem ? $": {problem}" : null;
    }
}
