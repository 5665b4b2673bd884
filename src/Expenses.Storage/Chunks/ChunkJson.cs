using System.Text.Json;
using System.Text.Json.Serialization;

namespace Expenses.Storage.Chunks;

/// <summary>How values are written as JSON: enums by name, ids as bare text, amounts as they are.</summary>
internal static class ChunkJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        Converters = { new JsonStringEnumConverter(), new LedgerTransactionJson() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
