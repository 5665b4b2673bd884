using System.Text.Json;
using System.Text.Json.Serialization;

namespace Expenses.SampleRun.Service;

internal static class ContractJson
{
    /// <summary>camelCase, absent instead of null (codat-contract T5).</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
