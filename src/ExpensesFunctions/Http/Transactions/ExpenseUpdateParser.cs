using System.Text.Json;
using Expenses.Core.Transactions.Updates;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads the change of an expense (codat-contract §2.5).</summary>
internal static class ExpenseUpdateParser
{
    /// <summary>The change.</summary>
    /// <exception cref="Expenses.Core.Errors.ContractException">400: every rejected value.</exception>
    public static ExpenseUpdate Parse(JsonElement root)
    {
        var errors = new RequestErrors();
        var update = JsonObjectReader.Open(root, "", errors) is { } reader ? Parse(reader) : null;
        errors.ThrowIfAny();
        return update!;
    }

    private static ExpenseUpdate? Parse(JsonObjectReader reader)
    {
        var type = ExpenseTypeParser.Parse(reader);
        var issued = reader.Date("issueDate");
        var currency = TransactionFields.CurrencyCode(reader, required: false);
        var rate = reader.Rate("currencyRate");
        var supplier = TransactionFields.Supplier(reader);
        var bankAccount = reader.Reference("bankAccountRef");
        var merchant = reader.FreeText("merchantName", RequestLimits.MerchantName);
        var notes = reader.FreeText("notes", RequestLimits.Notes);
        bool? draft = reader.Find("postAsDraft") is null ? null : reader.Flag("postAsDraft");
        var lines = TransactionFields.Lines(reader, required: false);
        return type is not { } knownType || issued is not { } knownDate ? null : new ExpenseUpdate
        {
            Type = knownType,
            IssueDate = knownDate,
            Currency = currency,
            CurrencyRate = rate,
            SupplierId = supplier,
            BankAccountId = bankAccount,
            MerchantName = merchant,
            Notes = notes,
            PostAsDraft = draft,
            Lines = reader.Find("lines") is null ? null : lines,
        };
    }
}
