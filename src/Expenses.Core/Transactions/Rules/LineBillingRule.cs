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
        if (customer is null)
        {
            return;
        }

        var field = $"{line}.InvoiceTo";
        if (!draft.Context.Capabilities.BillableLines)
        {
            draft.RefuseUnsupported(field, $"{field} is not supported by the connected accounting software.");
        }
        else if (ReferenceTexts.Customer(customer, draft.Reference.FindCustomer(customer)) is { } problem)
        {
            draft.Refuse(field, $"{field}: {problem}");
        }
    }
}
