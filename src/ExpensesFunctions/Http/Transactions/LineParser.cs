using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads one line of an expense or a reimbursable expense (codat-contract §2.5, §2.6).</summary>
internal static class LineParser
{
    /// <summary>The line; null when it has no amount.</summary>
    public static ExpenseLine? Parse(JsonObjectReader reader)
    {
        var net = reader.Amount("netAmount", required: true);
        var line = new ExpenseLine
        {
            Description = reader.FreeText("description", RequestLimits.LineDescription),
            NetAmount = net ?? 0,
            TaxAmount = reader.Amount("taxAmount") ?? 0,
            TaxRateId = reader.Reference("taxRateRef"),
            AccountId = reader.Reference("accountRef"),
            ItemId = reader.Reference("itemRef"),
            TrackingReferences = LineFields.Tracking(reader),
            InvoiceToCustomerId = LineFields.InvoiceTo(reader),
        };
        RequireOneTarget(reader);
        return net is null ? null : line;
    }

    // B065: an item takes the account's place, so exactly one of them says what the line is booked to.
    private static void RequireOneTarget(JsonObjectReader reader)
    {
        var hasAccount = reader.Find("accountRef") is not null;
        var hasItem = reader.Find("itemRef") is not null;
        if (hasAccount && hasItem)
        {
            reader.Errors.Add(reader.At("itemRef"), "A line has either 'accountRef' or 'itemRef', not both.", "Exclusive");
        }
        else if (!hasAccount && !hasItem)
        {
            reader.Errors.Add(reader.At("accountRef"), "A line needs 'accountRef' or 'itemRef'.", "Required");
        }
    }
}
