using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads a transaction's type; the retired ones are refused in the contract's words (codat-contract §4.2).</summary>
internal static class ExpenseTypeParser
{
    private const string Advice = "transaction type is no longer supported. Please use the 'Create transfer transactions' endpoint.";

    public static ExpenseType? Parse(JsonObjectReader reader)
    {
        if (reader.Find("type") is { } value && JsonTexts.TryRead(value, out var text) && RetiredText(text) is { } refusal)
        {
            reader.Errors.Add(reader.At("type"), refusal, "RetiredType");
            return null;
        }

        return reader.Choice<ExpenseType>("type", required: true);
    }

    private static string? RetiredText(string type) => type.ToUpperInvariant() switch
    {
        "TRANSFERIN" or "TRANSFEROUT" => $"Transfer In/Out {Advice}",
        "ADJUSTMENTIN" or "ADJUSTMENTOUT" => $"Adjustment In/Out {Advice}",
        _ => null,
    };
}
