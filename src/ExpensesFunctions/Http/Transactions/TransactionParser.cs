using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads one expense transaction (codat-contract §2.5). What needs reference data is checked later, in the sync.</summary>
internal static class TransactionParser
{
    /// <summary>The transaction of an object, which may carry more than it; whether it is good, the errors say. Null when it has no identity.</summary>
    public static ExpenseTransaction? Parse(JsonObjectReader reader) => Parse(reader, ExpenseTypeParser.Parse(reader));

    /// <summary>The same of a dataset, which still has the retired types (codat-contract B061).</summary>
    public static LedgerTransaction? ParseInDataset(JsonObjectReader reader) => ExpenseTypeParser.Retired(reader) is { } type
        ? Parse(reader, ExpenseType.Payment) is { } fields ? MovementOf(type, fields) : null
        : Parse(reader);

    private static ExpenseTransaction? Parse(JsonObjectReader reader, ExpenseType? type)
    {
        var id = TransactionFields.Id(reader);
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

    private static MovementTransaction MovementOf(MovementType type, ExpenseTransaction fields) => new()
    {
        Id = fields.Id,
        Type = type,
        IssueDate = fields.IssueDate,
        Currency = fields.Currency,
        CurrencyRate = fields.CurrencyRate,
        SupplierId = fields.SupplierId,
        BankAccountId = fields.BankAccountId,
        Reference = fields.Reference,
        MerchantName = fields.MerchantName,
        Notes = fields.Notes,
        Lines = fields.Lines,
    };
}
