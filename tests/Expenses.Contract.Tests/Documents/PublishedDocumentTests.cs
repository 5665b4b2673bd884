using System.Text.Json;
using Expenses.Contract.Tests.Calls;
using Expenses.Contract.Tests.Service;
using Expenses.Testing;
using Xunit.Abstractions;

namespace Expenses.Contract.Tests.Documents;

/// <summary>Codat's published OpenAPI documents against what the service really answers, judged by ajv.</summary>
[Collection(ContractServiceCollection.Name)]
public sealed class PublishedDocumentTests(ContractService service, ITestOutputHelper output)
{
    private static readonly string[] Names = ["Codat-Expenses.json", "Codat-Sync-Expenses-v1.json", "Codat-Sync-Expenses.json"];

    [Fact]
    public async Task Every_operation_we_serve_answers_as_its_document_says()
    {
        if (RepositoryRoot.Shared("openapi") is not { } folder)
        {
            output.WriteLine("SKIPPED: the published documents are not beside the repository (../shared/openapi).");
            return;
        }

        var walk = await service.WalkAsync();
        var result = await JudgeAsync(walk, Names.Select(name => Path.Combine(folder, name)));

        var operations = result.GetProperty("operations").EnumerateArray().ToList();
        var open = operations.Where(operation => !operation.GetProperty("covered").GetBoolean()).ToList();
        var violations = result.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()).ToList();
        output.WriteLine($"operations covered {operations.Count - open.Count} of {operations.Count}, in {walk.Count} exchanges, {violations.Count} violations");
        open.ForEach(operation => output.WriteLine(
            $"  not covered: {operation.GetProperty("document")} {operation.GetProperty("operationId")} ({operation.GetProperty("call")}): {operation.GetProperty("why")}"));
        foreach (var ruling in result.GetProperty("rulings").EnumerateArray())
        {
            output.WriteLine($"  document mended: {ruling}");
        }

        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.All(open, operation => Assert.Equal("not built", operation.GetProperty("why").GetString()));
    }

    private static async Task<JsonElement> JudgeAsync(IReadOnlyList<Exchange> exchanges, IEnumerable<string> documents)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("expenses-exchanges-").FullName, "exchanges.json");
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(exchanges, JsonSerializerOptions.Web));
            var (result, _) = await NodeScript.RunAsync(Path.Combine("Documents", "validate.cjs"), new Dictionary<string, string>
            {
                ["EXCHANGES"] = file,
                ["DOCUMENTS"] = string.Join(':', documents),
            });
            return result;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
