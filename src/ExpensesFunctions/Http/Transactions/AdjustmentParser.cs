using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads one adjustment (codat-contract §2.6).</summary>
internal static class AdjustmentParser
{
    /// <summary>The adjustment as far as it could be read; whether it is good, the errors say. Null when it has no identity.</summary>
    public static AdjustmentTransaction? Parse(JsonObjectReader reader)
    {
        var id = TransactionFields.Id(reader);
        var date = reader.Date("date");
        var currency = TransactionFields.CurrencyCode(reader);
        var rate = reader.Rate("currencyRate");
        var reference = reader.FreeText("reference", RequestLimits.Reference);
        var lines = TransactionFields.Each(reader, required: true, LineOf);
        if (id is not { } knownId || date is not { } knownDate || currency is null)
        {
            return null;
        }

        return new AdjustmentTransaction
        {
            Id = knownId,
            Date = knownDate,
            Currency = currency,
            CurrencyRate = rate,
            Reference = reference,
            Lines = lines,
        };
    }

    private static AdjustmentLine? LineOf(JsonObjectReader reader)
    {
        var amount = reader.Amount("amount", required: true);
        var account = reader.Reference("accountRef", required: true);
        var description = reader.FreeText("description", RequestLimits.LineDescription);
        var tracking = LineFields.Tracking(reader, suppliers: true);
        var customer = LineFields.InvoiceTo(reader);
        return amount is not { } knownAmount || account is null ? null : new AdjustmentLine
        {
            Amount = knownAmount,
            AccountId = account,
            Description = description,
            TrackingReferences = tracking,
            InvoiceToCustomerId = customer,
        };
    }
}
