using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads many transactions of one request; an id may be there once (codat-contract §4.1 rule 5).</summary>
internal static class TransactionList
{
    /// <summary>The pointer of the transactions of a dataset.</summary>
    public const string ItemsPointer = "/items";

    /// <summary>The transactions of a dataset `{items:[…]}`; an empty list is a dataset with nothing to write (2040).</summary>
    public static IReadOnlyList<LedgerTransaction> OfDataset(JsonElement root)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(root, "", errors);
        var items = reader?.Array("items", 0, RequestLimits.DatasetTransactions, required: true) ?? [];
        return Parse(items, ItemsPointer, errors, TransactionParser.ParseInDataset);
    }

    /// <summary>The transactions of the array form: 1 to 50 (codat-contract §4.11).</summary>
    public static IReadOnlyList<ExpenseTransaction> OfArray(JsonElement root) => OfArray(root, TransactionParser.Parse);

    /// <summary>An array of 1 to 50 transactions of one kind.</summary>
    public static IReadOnlyList<T> OfArray<T>(JsonElement root, Func<JsonObjectReader, T?> parse)
        where T : LedgerTransaction
    {
        var errors = new RequestErrors();
        if (root.ValueKind != JsonValueKind.Array)
        {
            errors.Add(JsonBody.Location, "Must be a JSON array.", "Type");
            errors.ThrowIfAny();
        }

        var length = root.GetArrayLength();
        if (length is < 1 or > RequestLimits.ArrayTransactions)
        {
            errors.Add(JsonBody.Location, $"The array must have 1 to {RequestLimits.ArrayTransactions} transactions; it has {length}.", "Count");
            errors.ThrowIfAny();
        }

        return Parse([.. root.EnumerateArray()], "", errors, parse);
    }

    /// <summary>Rejects a transaction whose id came before in the same request.</summary>
    public static void RejectRepeated(HashSet<TransactionId> seen, LedgerTransaction transaction, string pointer, RequestErrors errors)
    {
        if (!seen.Add(transaction.Id))
        {
            errors.Add($"{pointer}/id", $"Transaction {transaction.Id} is in this request twice.", "Duplicate");
        }
    }

    private static List<T> Parse<T>(
        IReadOnlyList<JsonElement> items, string pointer, RequestErrors errors, Func<JsonObjectReader, T?> parse)
        where T : LedgerTransaction
    {
        var transactions = new List<T>(items.Count);
        var seen = new HashSet<TransactionId>();
        for (var index = 0; index < items.Count; index++)
        {
            var at = JsonObjectReader.Join(pointer, index);
            if (JsonObjectReader.Open(items[index], at, errors) is { } reader && parse(reader) is { } transaction)
            {
                RejectRepeated(seen, transaction, at, errors);
                transactions.Add(transaction);
            }
        }

        errors.ThrowIfAny();
        return transactions;
    }
}
