using System.Text.Json;
using System.Text.Json.Serialization;

namespace Expenses.Connectors.Codat.Wire;

/// <summary>How the account's JSON is written and read: absent rather than null (codat-contract §2.15), unknown fields ignored.</summary>
internal static class CodatJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 32,
    };
}
