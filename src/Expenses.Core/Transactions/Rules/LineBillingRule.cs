namespace Expenses.Core.Transactions.Rules;

/// <summary>A line is billed on only where the platform can, and to a customer that exists (codat-contract B067).</summary>
internal static class LineBillingRule
{
    public static void Check(PostingDraft draft)
    {
        foreach (var (line, name) in draft.Lines())
        {
            Check(draft, line.InvoiceToCustomerId, name);
        }
    }

    public static void Check(Draft draft, string? customer, string line)
    {
        if (customer is not null && Problem(draft, customer) is { } problem)
        {
            draft.Refuse($"{line}.InvoiceTo", $"{line}.InvoiceTo{problem}");
        }
    }

    private static string? Problem(Draft draft, string id)
    {
        if (!draft.Context.Capabilities.BillableLines)
        {
            return " is not supported by the connected accounting software.";
        }

        return ReferenceTexts.Customer(id, draft.Reference.FindCustomer(id)) is { } problem ? $": {problem}" : null;
    }
}
