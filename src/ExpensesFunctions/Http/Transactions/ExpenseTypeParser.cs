using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Reads a transaction's type; but in a dataset the retired ones are refused in the contract's words (codat-contract §4.2).</summary>
internal static class ExpenseTypeParser
{
    private const string Advice = "transaction type is no longer supported. Please use the 'Create transfer transactions' endpoint.";

    public static ExpenseType? Parse(JsonObjectReader reader)
    {
        if (Retired(reader) is not { } retired)
        {
            return reader.Choice<ExpenseType>("type", required: true);
        }

        var name = retired is MovementType.TransferIn or MovementType.TransferOut ? "Transfer" : "Adjustment";
        reader.Errors.Add(reader.At("type"), $"{name} In/Out {Advice}", "RetiredType");
        return null;
    }

    /// <summary>The retired type that is asked for; null for every other.</summary>
    public static MovementType? Retired(JsonObjectReader reader) =>
        reader.Find("type") is { } value && JsonTexts.TryRead(value, out var text)
        && Enum.GetNames<MovementType>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<MovementType>(text, ignoreCase: true)
            : null;
}
