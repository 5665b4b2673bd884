using System.Text.Json;
using Expenses.Contract.Tests.Calls;
using Expenses.Contract.Tests.Service;

namespace Expenses.Contract.Tests.Documents;

/// <summary>Exchanges held against OpenAPI documents by ajv.</summary>
internal static class Judgement
{
    /// <summary>Judges them.</summary>
    /// <param name="exchanges">What went over the wire.</param>
    /// <param name="documents">The paths of OpenAPI 3.1 documents.</param>
    /// <param name="requests">Whether the bodies of requests that were taken are judged too.</param>
    /// <returns>The violations, and for each operation whether it was covered.</returns>
    public static async Task<JsonElement> OfAsync(IReadOnlyList<Exchange> exchanges, IEnumerable<string> documents, bool requests = false)
    {
        var folder = Directory.CreateTempSubdirectory("expenses-exchanges-");
        try
        {
            var file = Path.Combine(folder.FullName, "exchanges.json");
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(exchanges, JsonSerializerOptions.Web));
            var (result, _) = await NodeScript.RunAsync(Path.Combine("Documents", "validate.cjs"), new Dictionary<string, string>
            {
                ["EXCHANGES"] = file,
                ["DOCUMENTS"] = string.Join(':', documents),
                ["REQUESTS"] = requests ? "true" : "false",
            });
            return result;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The violations, one per line.</summary>
    public static string ViolationsIn(JsonElement result) =>
        string.Join('\n', result.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()));
}
