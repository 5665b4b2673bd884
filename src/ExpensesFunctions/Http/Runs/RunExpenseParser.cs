using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Http.Receipts;
using ExpensesFunctions.Http.Transactions;

namespace ExpensesFunctions.Http.Runs;

/// <summary>Reads the body of a run: `{"expenses":[{…transaction, "receiptIds":[…]}]}`, 1 to 10,000 of them.</summary>
internal static class RunExpenseParser
{
    /// <summary>The pointer of the expenses.</summary>
    public const string Pointer = "/expenses";

    /// <summary>The expenses, in the caller's order.</summary>
    /// <exception cref="Expenses.Core.Errors.ContractException">400: every rejected value.</exception>
    public static IReadOnlyList<RunExpense> Parse(JsonElement root, int receiptsPerExpense)
    {
        var errors = new RequestErrors();
        var elements = JsonObjectReader.Open(root, "", errors)?.Array("expenses", 1, RequestLimits.DatasetTransactions, required: true) ?? [];
        var expenses = new List<RunExpense>(elements.Count);
        var seen = new HashSet<TransactionId>();
        foreach (var (index, element) in elements.Index())
        {
            if (JsonObjectReader.Open(element, JsonObjectReader.Join(Pointer, index), errors) is { } reader)
            {
                Add(reader, receiptsPerExpense, seen, expenses);
            }
        }

        errors.ThrowIfAny();
        return expenses;
    }

    private static void Add(JsonObjectReader reader, int receiptsPerExpense, HashSet<TransactionId> seen, List<RunExpense> expenses)
    {
        var receipts = ReceiptsOf(reader, receiptsPerExpense);
        if (TransactionParser.Parse(reader) is { } transaction)
        {
            TransactionList.RejectRepeated(seen, transaction, reader.Pointer, reader.Errors);
            expenses.Add(new RunExpense(transaction, receipts));
        }
    }

    private static List<ReceiptId> ReceiptsOf(JsonObjectReader reader, int maximum)
    {
        var receipts = new List<ReceiptId>();
        foreach (var (index, element) in reader.Array("receiptIds", 0, maximum).Index())
        {
            var at = JsonObjectReader.Join(reader.At("receiptIds"), index);
            if (!JsonTexts.TryRead(element, out var text) || !ReceiptIdText.IsValid(text))
            {
                reader.Errors.Add(at, ReceiptIdText.Rule, "Format");
            }
            else if (receipts.Contains(new ReceiptId(text)))
            {
                reader.Errors.Add(at, $"Receipt {text} is on this expense twice.", "Duplicate");
            }
            else
            {
                receipts.Add(new ReceiptId(text));
            }
        }

        return receipts;
    }
}
