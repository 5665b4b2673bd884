using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads one expense transaction (codat-contract §2.5). What needs reference data is checked later, in the sync.</summary>
internal static class TransactionParser
{
    /// <summary>The transaction as far as it could be read; whether it is good, the errors say. Null when it has no identity.</summary>
    public static ExpenseTransaction? Parse(JsonElement element, string pointer, RequestErrors errors) =>
        JsonObjectReader.Open(element, pointer, errors) is { } reader ? Parse(reader) : null;

    /// <summary>The transaction of an object that may carry more than it.</summary>
    public static ExpenseTransaction? Parse(JsonObjectReader reader)
    {
        var id = TransactionIdOf(reader);
        var type = ExpenseTypeParser.Parse(reader);
        var issued = reader.Date("issueDate");
        var currency = CurrencyOf(reader);
        var rate = reader.Rate("currencyRate");
        var supplier = SupplierOf(reader);
        var bankAccount = reader.Reference("bankAccountRef");
        var lines = LinesOf(reader);
        var reference = reader.FreeText("reference", RequestLimits.Reference);
        var merchant = reader.FreeText("merchantName", RequestLimits.MerchantName);
        var notes = reader.FreeText("notes", RequestLimits.Notes);
        var draft = reader.Flag("postAsDraft");
        if (id is not { } knownId || type is not { } knownType || issued is not { } knownDate || currency is null)
        {
            return null;
        }

        return new ExpenseTransaction
        {
            Id = knownId,
            Type = knownType,
            IssueDate = knownDate,
            Currency = currency,
            CurrencyRate = rate,
            SupplierId = supplier,
            BankAccountId = bankAccount,
            Reference = reference,
            MerchantName = merchant,
            Notes = notes,
            PostAsDraft = draft,
            Lines = lines,
        };
    }

    private static TransactionId? TransactionIdOf(JsonObjectReader reader)
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

    private static string? CurrencyOf(JsonObjectReader reader)
    {
        if (reader.Text("currency", required: true) is not { } code)
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

    // Versions differ in the name of the type, and the oldest wrote it as a number (T11).
    private static string? SupplierOf(JsonObjectReader reader)
    {
        var contact = reader.Object("contactRef");
        contact?.Only("type", "Supplier", "1");
        contact?.Only("contactType", "Supplier", "1");
        return contact?.PlatformId();
    }

    private static IReadOnlyList<ExpenseLine> LinesOf(JsonObjectReader reader)
    {
        var lines = reader.Array("lines", 1, RequestLimits.Lines, required: true);
        return [.. lines.Select((line, index) => LineParser.Parse(line, JsonObjectReader.Join(reader.At("lines"), index), reader.Errors)).OfType<ExpenseLine>()];
    }
}
