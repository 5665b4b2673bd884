using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads a transfer (codat-contract §2.6).</summary>
internal static class TransferParser
{
    /// <summary>The transfer.</summary>
    /// <exception cref="Expenses.Core.Errors.ContractException">400: every rejected value.</exception>
    public static TransferTransaction Parse(JsonElement root, TransactionId id)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(root, "", errors);
        var date = reader?.Date("date");
        var description = reader?.FreeText("description", RequestLimits.LineDescription);
        var from = SideOf(reader?.Object("from", required: true));
        var to = SideOf(reader?.Object("to", required: true));
        errors.ThrowIfAny();
        return new TransferTransaction { Id = id, Date = date!.Value, Description = description, From = from!, To = to! };
    }

    private static TransferSide? SideOf(JsonObjectReader? reader)
    {
        var account = reader?.Reference("accountRef", required: true);
        var amount = reader?.Amount("amount", required: true);
        if (amount <= 0)
        {
            reader!.Errors.Add(reader.At("amount"), "'amount' must be above 0.", "Range");
        }

        return account is null || amount is not { } known ? null : new TransferSide(account, known);
    }
}
