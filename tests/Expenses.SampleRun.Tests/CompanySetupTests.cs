using Expenses.SampleRun.Input;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Tests;

public sealed class CompanySetupTests : IDisposable
{
    private static readonly Guid RunKey = Guid.Parse("6a3f4ad9-3d3a-4c38-8f60-5b4e2ac1f001");

    private readonly TemporaryFolder _folder = new();
    private readonly ExpenseBatch _batch = SampleMonth.Read(RepositoryFolder.SampleMonth, 1);

    private string StatePath => Path.Combine(_folder.Root, "state.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prepare_AnswerOfCreationLost_AsksAgainWithTheSameKey()
    {
        using var service = new ScriptedService((request, n) => n == 1 ? throw new HttpRequestException("reset") : Answer(request));

        await PrepareAsync(service, fresh: false);

        var creations = service.Requests.Where(r => r.Line == "POST /companies").ToList();
        Assert.Equal(2, creations.Count);
        Assert.NotNull(creations[0].IdempotencyKey);
        Assert.Equal(creations[0].IdempotencyKey, creations[1].IdempotencyKey);
    }

    [Fact]
    public async Task Prepare_SecondTime_FindsItsCompanyAndConnection()
    {
        using var service = new ScriptedService((request, _) => Answer(request));

        var first = await PrepareAsync(service, fresh: false);
        service.Requests.Clear();
        var second = await PrepareAsync(service, fresh: false);

        Assert.Equal(first, second);
        Assert.DoesNotContain(service.Requests, r => r.Line is "POST /companies" or "POST /companies/c1/connections");
    }

    [Fact]
    public async Task Prepare_Fresh_MakesAnotherCompany()
    {
        using var service = new ScriptedService((request, _) => Answer(request));

        await PrepareAsync(service, fresh: false);
        await PrepareAsync(service, fresh: true);

        Assert.Equal(2, service.Requests.Count(r => r.Line == "POST /companies"));
        Assert.Equal(2, service.Requests.Where(r => r.Line == "POST /companies").Select(r => r.IdempotencyKey).Distinct().Count());
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request) => (request.Method.Method, request.RequestUri!.AbsolutePath) switch
    {
        ("POST", "/companies") => ScriptedService.Json("""{"id":"c1","name":"Harbour"}"""),
        ("GET", _) => ScriptedService.Json(
            """{"id":"c1","name":"Harbour","dataConnections":[{"id":"k1","status":"Linked","sourceType":"Accounting"}]}"""),
        ("POST", "/companies/c1/sync/expenses/config") => ScriptedService.Json(
            """{"bankAccount":{"id":"091"},"supplier":{"id":"s"},"customer":{"id":"c"}}"""),
        _ => ScriptedService.Json("""{"id":"k1","status":"Linked","sourceType":"Accounting"}"""),
    };

    private Task<ReadyCompany> PrepareAsync(ScriptedService service, bool fresh)
    {
        var options = CommandLine.Parse(fresh ? ["--api-key", "k", "--fresh"] : ["--api-key", "k"], _ => null)!;
        return new CompanySetup(new ExpensesClient(service.Http()), new StateFile(StatePath)).PrepareAsync(_batch, RunKey, options, default);
    }
}
