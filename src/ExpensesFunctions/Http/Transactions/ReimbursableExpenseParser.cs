using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads one reimbursable expense (codat-contract §2.6).</summary>
internal static class ReimbursableExpenseParser
{
    /// <summary>The transaction as far as it could be read; whether it is good, the errors say. Null when it has no identity.</summary>
    public static ReimbursableExpenseTransaction? Parse(JsonObjectReader reader) => Parse(reader, TransactionFields.Id(reader));

    /// <summary>The transaction of an id that the address names.</summary>
    public static ReimbursableExpenseTransaction? Parse(JsonObjectReader reader, TransactionId? id)
    {
        var reference = reader.FreeText("reference", RequestLimits.Reference);
        var supplier = TransactionFields.Supplier(reader, required: true);
        var payable = reader.Reference("apAccountRef");
        var issued = reader.Date("issueDate");
        var due = reader.Date("dueDate");
        var currency = TransactionFields.CurrencyCode(reader);
        var rate = reader.Rate("currencyRate");
        var notes = reader.FreeText("notes", RequestLimits.Notes);
        var lines = TransactionFields.Lines(reader);
        if (id is not { } knownId || supplier is null || issued is not { } issueDate || due is not { } dueDate || currency is null)
        {
            return null;
        }

        return new ReimbursableExpenseTransaction
        {
            Id = knownId,
            Reference = reference,
            SupplierId = supplier,
            PayableAccountId = payable,
            IssueDate = issueDate,
            DueDate = dueDate,
            Currency = currency,
            CurrencyRate = rate,
            Notes = notes,
            Lines = lines,
        };
    }
}
