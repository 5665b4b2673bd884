using System.Text.Json;
using Expenses.Contract.Tests.Service;
using Expenses.Testing;
using Xunit.Abstractions;

namespace Expenses.Contract.Tests.Documents;

/// <summary>Codat's published OpenAPI documents against what the service really answers, judged by ajv.</summary>
[Collection(ContractServiceCollection.Name)]
public sealed class PublishedDocumentTests(ContractService service, ITestOutputHelper output)
{
    private static readonly string[] Expenses = ["Codat-Expenses", "Codat-Sync-Expenses-v1", "Codat-Sync-Expenses"];
    private static readonly string[] Names = [.. Expenses, "Codat-Platform"];

    [Fact]
    public async Task Every_operation_we_serve_answers_as_its_document_says()
    {
        if (await JudgeAsync() is not { } result)
        {
            return;
        }

        var operations = result.GetProperty("operations").EnumerateArray().ToList();
        var open = operations.Where(operation => !operation.GetProperty("covered").GetBoolean()).ToList();
        output.WriteLine(
            $"operations covered {operations.Count - open.Count} of {operations.Count}, in {result.GetProperty("judged").GetInt32()} exchanges, {result.GetProperty("violations").GetArrayLength()} violations");
        foreach (var document in operations.GroupBy(operation => Text(operation, "document")))
        {
            output.WriteLine($"  {document.Key}: {document.Count(operation => operation.GetProperty("covered").GetBoolean())} of {document.Count()}");
        }

        open.ForEach(operation => output.WriteLine(
            $"  not covered: {Text(operation, "document")} {Text(operation, "operationId")} ({Text(operation, "call")}): {NotServed.WhyNot(Text(operation, "operationId")) ?? Text(operation, "why")}"));
        foreach (var ruling in result.GetProperty("rulings").EnumerateArray())
        {
            output.WriteLine($"  document mended: {ruling}");
        }

        Assert.Equal("", Judgement.ViolationsIn(result));
        Assert.All(open, operation => Assert.NotNull(NotServed.WhyNot(Text(operation, "operationId"))));
        Assert.Empty(open.Where(operation => Expenses.Contains(Text(operation, "document"), StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Every_documented_error_that_can_be_provoked_is_provoked_per_operation()
    {
        if (await JudgeAsync() is not { } result)
        {
            return;
        }

        var missing = new List<string>();
        var provoked = 0;
        foreach (var operation in result.GetProperty("operations").EnumerateArray().Where(operation => operation.GetProperty("covered").GetBoolean()))
        {
            var seen = Numbers(operation, "statuses");
            var documented = Numbers(operation, "documented").Where(status => status >= 400).ToList();
            var open = documented.Except(seen).ToList();
            provoked += documented.Count - open.Count;
            output.WriteLine($"{Text(operation, "document")} {Text(operation, "operationId")}: {string.Join(' ', seen.Order())}{(open.Count == 0 ? "" : $"; documented and not provoked: {string.Join(", ", open.Select(status => $"{status} ({NotServed.WhyNever(status, Text(operation, "operationId"))})"))}")}");
            missing.AddRange(open.Where(status => NotServed.WhyNever(status, Text(operation, "operationId")) is null).Select(status => $"{Text(operation, "document")} {Text(operation, "operationId")} {status}"));
        }

        output.WriteLine($"documented errors provoked: {provoked}");
        Assert.Empty(missing);
    }

    private async Task<JsonElement?> JudgeAsync()
    {
        if (RepositoryRoot.Shared("openapi") is { } folder)
        {
            return await Judgement.OfAsync(await service.WalkAsync(), Names.Select(name => Path.Combine(folder, $"{name}.json")));
        }

        output.WriteLine("SKIPPED: the published documents are not beside the repository (../shared/openapi).");
        return null;
    }

    private static string Text(JsonElement operation, string name) => operation.GetProperty(name).GetString()!;

    private static List<int> Numbers(JsonElement operation, string name) => [.. operation.GetProperty(name).EnumerateArray().Select(status => status.GetInt32())];
}
