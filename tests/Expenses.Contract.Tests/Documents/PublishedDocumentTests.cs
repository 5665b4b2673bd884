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
        var result = await Judgement.OfAsync(walk, Names.Select(name => Path.Combine(folder, name)));

        var operations = result.GetProperty("operations").EnumerateArray().ToList();
        var open = operations.Where(operation => !operation.GetProperty("covered").GetBoolean()).ToList();
        var violations = Judgement.ViolationsIn(result);
        output.WriteLine($"operations covered {operations.Count - open.Count} of {operations.Count}, in {walk.Count} exchanges, {result.GetProperty("violations").GetArrayLength()} violations");
        open.ForEach(operation => output.WriteLine(
            $"  not covered: {operation.GetProperty("document")} {operation.GetProperty("operationId")} ({operation.GetProperty("call")}): {operation.GetProperty("why")}"));
        foreach (var ruling in result.GetProperty("rulings").EnumerateArray())
        {
            output.WriteLine($"  document mended: {ruling}");
        }

        Assert.Equal("", violations);
        Assert.All(open, operation => Assert.Equal("not built", operation.GetProperty("why").GetString()));
    }
}
