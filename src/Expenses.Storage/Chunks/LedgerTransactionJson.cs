using System.Text.Json;
using System.Text.Json.Serialization;
using Expenses.Core.Transactions;

namespace Expenses.Storage.Chunks;

/// <summary>
/// Transactions of any kind, each with its kind by name. What was stored before there were kinds names none, and is an
/// expense.
/// </summary>
internal sealed class LedgerTransactionJson : JsonConverter<LedgerTransaction>
{
    public override LedgerTransaction? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var kind = document.RootElement.TryGetProperty(nameof(LedgerTransaction.Kind), out var name)
            ? name.Deserialize<TransactionKind>(options)
            : TransactionKind.Expense;
        return (LedgerTransaction?)document.RootElement.Deserialize(TypeOf(kind), options);
    }

    public override void Write(Utf8JsonWriter writer, LedgerTransaction value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, TypeOf(value.Kind), options);

    private static Type TypeOf(TransactionKind kind) => kind switch
    {
        TransactionKind.Expense => typeof(ExpenseTransaction),
        TransactionKind.Transfer => typeof(TransferTransaction),
        TransactionKind.Adjustment => typeof(AdjustmentTransaction),
        TransactionKind.ReimbursableExpense => typeof(ReimbursableExpenseTransaction),
        TransactionKind.Movement => typeof(MovementTransaction),
        _ => throw new JsonException($"There is no stored form of {kind}."),
    };
}
