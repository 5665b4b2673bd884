using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads what lines of every kind of transaction may carry.</summary>
internal static class LineFields
{
    /// <summary>The tags; suppliers are tags of adjustments only (codat-contract §2.6).</summary>
    public static IReadOnlyList<TrackingReference> Tracking(JsonObjectReader reader, bool suppliers = false)
    {
        var references = reader.Array("trackingRefs", 0, RequestLimits.TrackingReferences);
        return [.. references
            .Select((reference, index) => JsonObjectReader.Open(reference, JsonObjectReader.Join(reader.At("trackingRefs"), index), reader.Errors))
            .OfType<JsonObjectReader>()
            .Select(reference => ReferenceOf(reference, suppliers))
            .OfType<TrackingReference>(),];
    }

    /// <summary>The customer a line is billed on to. One documented example writes `dataType: customers` where the schema says `type: customer` (§2.6).</summary>
    public static string? InvoiceTo(JsonObjectReader reader)
    {
        var customer = reader.Object("invoiceTo");
        customer?.Only("type", "customer", "customers");
        customer?.Only("dataType", "customers", "customer");
        return customer?.PlatformId();
    }

    private static TrackingReference? ReferenceOf(JsonObjectReader reader, bool suppliers)
    {
        var dataType = reader.Choice<TrackingDataType>("dataType") ?? TrackingDataType.TrackingCategories;
        if (dataType == TrackingDataType.Suppliers && !suppliers)
        {
            reader.Errors.Add(reader.At("dataType"), "'dataType' must be one of TrackingCategories, Customers.", "Choice");
        }

        return reader.PlatformId() is { } id ? new TrackingReference(id, dataType) : null;
    }
}
