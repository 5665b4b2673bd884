using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads one expense transaction (codat-contract §2.5). What needs reference data is checked later, in the sync.</summary>
internal static class TransactionParser
{
    /// <summary>The transaction of an object, which may carry more than it; whether it is good, the errors say. Null when it has no identity.</summary>
    public static ExpenseTransaction? Parse(JsonObjectReader reader)
    {
        var id = TransactionFields.Id(reader);
        var type = ExpenseTypeParser.Parse(reader);
        var issued = reader.Date("issueDate");
        var currency = TransactionFields.CurrencyCode(reader);
        var rate = reader.Rate("currencyRate");
        var supplier = TransactionFields.Supplier(reader);
        var bankAccount = reader.Reference("bankAccountRef");
        var lines = TransactionFields.Lines(reader);
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
}
