using System.Text.Json;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads one line of a transaction (codat-contract §2.5).</summary>
internal static class LineParser
{
    /// <summary>The line; null when it is no object or has no amount.</summary>
    public static ExpenseLine? Parse(JsonElement element, string pointer, RequestErrors errors)
    {
        if (JsonObjectReader.Open(element, pointer, errors) is not { } reader)
        {
            return null;
        }

        var net = reader.Amount("netAmount", required: true);
        var line = new ExpenseLine
        {
            NetAmount = net ?? 0,
            TaxAmount = reader.Amount("taxAmount") ?? 0,
            TaxRateId = reader.Reference("taxRateRef"),
            AccountId = reader.Reference("accountRef"),
            ItemId = reader.Reference("itemRef"),
            TrackingReferences = TrackingOf(reader),
            InvoiceToCustomerId = CustomerOf(reader),
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

    private static IReadOnlyList<TrackingReference> TrackingOf(JsonObjectReader reader)
    {
        var references = reader.Array("trackingRefs", 0, RequestLimits.TrackingReferences);
        return [.. references
            .Select((reference, index) => JsonObjectReader.Open(reference, JsonObjectReader.Join(reader.At("trackingRefs"), index), reader.Errors))
            .Select(ReferenceOf)
            .OfType<TrackingReference>(),];
    }

    private static TrackingReference? ReferenceOf(JsonObjectReader? reader)
    {
        var dataType = reader?.Choice<TrackingDataType>("dataType") ?? TrackingDataType.TrackingCategories;
        return reader?.PlatformId() is { } id ? new TrackingReference(id, dataType) : null;
    }

    // One documented example writes `dataType: customers` where the schema says `type: customer` (§2.6).
    private static string? CustomerOf(JsonObjectReader reader)
    {
        var customer = reader.Object("invoiceTo");
        customer?.Only("type", "customer", "customers");
        customer?.Only("dataType", "customers", "customer");
        return customer?.PlatformId();
    }
}
