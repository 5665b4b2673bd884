using Expenses.Contract.Tests.Service;
using Xunit.Abstractions;

namespace Expenses.Contract.Tests.Documents;

/// <summary>Our own OpenAPI document against what the service really answers, judged by ajv.</summary>
[Collection(ContractServiceCollection.Name)]
public sealed class OwnDocumentTests(ContractService service, ITestOutputHelper output)
{
    // Forms of our pages are sent by a browser, and the callback is a remote account's: tests of their own call them.
    private static readonly string[] Elsewhere = ["PostCodatCallback", "PostLinkPage", "PostCompanyDisconnect", "PostCompanyReconnect"];

    [Fact]
    public async Task Every_answer_is_as_our_document_says()
    {
        var folder = Directory.CreateTempSubdirectory("expenses-own-document-");
        try
        {
            var file = Path.Combine(folder.FullName, "Own.json");
            using var http = service.Running.CreateClient();
            await File.WriteAllTextAsync(file, await http.GetStringAsync("openapi.json"));

            var result = await Judgement.OfAsync(await service.WalkAsync(), [file], requests: true);

            var operations = result.GetProperty("operations").EnumerateArray().ToList();
            output.WriteLine($"operations covered {operations.Count(operation => operation.GetProperty("covered").GetBoolean())} of {operations.Count} of our own document");
            var open = operations.Where(operation => !operation.GetProperty("covered").GetBoolean()).ToList();
            open.ForEach(operation => output.WriteLine($"  not covered: {operation.GetProperty("operationId")} ({operation.GetProperty("call")}): {operation.GetProperty("why")}"));
            Assert.Empty(open.Select(operation => operation.GetProperty("operationId").GetString()).Except(Elsewhere));
            Assert.Equal("", Judgement.ViolationsIn(result));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
