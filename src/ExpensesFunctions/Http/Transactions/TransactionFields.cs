using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads the fields that several kinds of transaction have.</summary>
internal static class TransactionFields
{
    /// <summary>The caller's id, a GUID.</summary>
    public static TransactionId? Id(JsonObjectReader reader)
    {
        if (reader.Text("id", required: true) is not { } text)
        {
            return null;
        }

        if (RouteId.TryGuid(text, out var id))
        {
            return new TransactionId(id);
        }

        reader.Errors.Add(reader.At("id"), "'id' must be a GUID such as 4d7c6929-7770-412b-91bb-44d3bc71d111.", "Format");
        return null;
    }

    /// <summary>A currency of ISO 4217.</summary>
    public static string? CurrencyCode(JsonObjectReader reader, bool required = true)
    {
        if (reader.Text("currency", required) is not { } code)
        {
            return null;
        }

        if (Currency.TryGetMinorUnits(code, out _))
        {
            return code;
        }

        reader.Errors.Add(reader.At("currency"), "'currency' must be a currency of ISO 4217, three capital letters.", "Currency");
        return null;
    }

    /// <summary>The supplier. Versions differ in the name of the type, and the oldest wrote it as a number (T11).</summary>
    public static string? Supplier(JsonObjectReader reader, bool required = false)
    {
        var contact = reader.Object("contactRef", required);
        contact?.Only("type", "Supplier", "1");
        contact?.Only("contactType", "Supplier", "1");
        return contact?.PlatformId();
    }

    /// <summary>The lines of an expense or a reimbursable expense.</summary>
    public static IReadOnlyList<ExpenseLine> Lines(JsonObjectReader reader, bool required = true) =>
        Each(reader, required, LineParser.Parse);

    /// <summary>The entries of `lines`, each read by itself.</summary>
    public static IReadOnlyList<T> Each<T>(JsonObjectReader reader, bool required, Func<JsonObjectReader, T?> parse)
        where T : class
    {
        var lines = reader.Array("lines", 1, RequestLimits.Lines, required);
        return [.. lines
            .Select((line, index) => JsonObjectReader.Open(line, JsonObjectReader.Join(reader.At("lines"), index), reader.Errors))
            .OfType<JsonObjectReader>()
            .Select(parse)
            .OfType<T>(),];
    }
}
