using Expenses.LocalHost.Catalog;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Tests;

public sealed class DiscoveryTests : IDisposable
{
    private readonly string _hostJson = Path.GetTempFileName();

    public DiscoveryTests() => File.WriteAllText(_hostJson, """{ "extensions": { "http": { "routePrefix": "" } } }""");

    [Theory]
    [InlineData(typeof(SameNameTwice), "Two functions are named 'echo'")]
    [InlineData(typeof(NoTrigger), "'Lonely'")]
    [InlineData(typeof(TwoTriggers), "2 trigger attributes")]
    [InlineData(typeof(EntityWithoutClass), "does not implement ITaskEntity")]
    [InlineData(typeof(WithQueueOutput), "QueueOutputAttribute")]
    [InlineData(typeof(TakesHttpContext), "GetHttpContext()")]
    [InlineData(typeof(TriggerOfWrongType), "LocalHost binds a HttpRequest")]
    [InlineData(typeof(ClientOfWrongType), "must be a DurableTaskClient")]
    [InlineData(typeof(SameRouteTwice), "both answer GET 'Things/{id}'")]
    [InlineData(typeof(ReservedRoute), "belong to the host")]
    [InlineData(typeof(MalformedRoute), "malformed")]
    [InlineData(typeof(BadSchedule), "neither NCRONTAB nor")]
    [InlineData(typeof(MissingSetting), "'No:Such'")]
    [InlineData(typeof(MissingConnection), "'Elsewhere'")]
    public void Function_ThatCannotBeHosted_IsAStartErrorThatSaysWhy(Type functions, string reason)
    {
        var options = new LocalFunctionsHostOptions
        {
            FunctionTypes = [functions],
            Urls = "http://127.0.0.1:0",
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" },
            HostJsonPath = _hostJson,
        };

        var error = Assert.Throws<FunctionCatalogException>(() => LocalFunctionsHost.Create(options));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_HoldsPublicMethodsOfPublicAndInternalClasses_StaticOrNot()
    {
        var catalog = FunctionCatalog.Of([typeof(Mixed)]);

        Assert.Equal(["OnInstance", "OnStatic"], catalog.All.Select(function => function.Name).Order(StringComparer.Ordinal));
        Assert.NotNull(catalog.Find(TriggerKind.Activity, "ONSTATIC"));
        Assert.Null(catalog.Find(TriggerKind.Orchestration, "OnStatic"));
    }

    public void Dispose() => File.Delete(_hostJson);

    private sealed class Mixed
    {
        [Function("OnStatic")]
        public static string OnStatic([ActivityTrigger] string input) => input;

        [Function("OnInstance")]
        public string OnInstance([ActivityTrigger] string input) => input;

        public string NoFunction(string input) => Hidden(input);

        [Function("Hidden")]
        private string Hidden([ActivityTrigger] string input) => input;
    }

    private sealed class SameNameTwice
    {
        [Function("Echo")]
        public static string One([ActivityTrigger] string input) => input;

        [Function("echo")]
        public static string Two([ActivityTrigger] string input) => input;
    }

    private sealed class NoTrigger
    {
        [Function("Lonely")]
        public static string Run(string input) => input;
    }

    private sealed class TwoTriggers
    {
        [Function("Greedy")]
        public static string Run([ActivityTrigger] string input, [QueueTrigger("q")] string message) => input + message;
    }

    private sealed class EntityWithoutClass
    {
        [Function("Counter")]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(_ => default);
    }

    private sealed class WithQueueOutput
    {
        [Function("Sends")]
        [QueueOutput("elsewhere")]
        public static string Run([ActivityTrigger] string input) => input;
    }

    private sealed class TakesHttpContext
    {
        [Function("Ctx")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, HttpContext http) => Results.Ok();
    }

    private sealed class TriggerOfWrongType
    {
        [Function("Text")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] string body) => Results.Ok(body);
    }

    private sealed class ClientOfWrongType
    {
        [Function("Client")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [DurableClient] string client) => Results.Ok(client);
    }

    private sealed class SameRouteTwice
    {
        [Function("A")]
        public static IResult One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id}")] HttpRequest request) => Results.Ok();

        [Function("B")]
        public static IResult Two([HttpTrigger(AuthorizationLevel.Anonymous, "post", "get", Route = "Things/{id}")] HttpRequest request) => Results.Ok();
    }

    private sealed class ReservedRoute
    {
        [Function("A")]
        public static IResult One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "admin/things")] HttpRequest request) => Results.Ok();
    }

    private sealed class MalformedRoute
    {
        [Function("A")]
        public static IResult One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id")] HttpRequest request) => Results.Ok();
    }

    private sealed class BadSchedule
    {
        [Function("A")]
        public static void Run([TimerTrigger("now and then")] TimerInfo timer) => _ = timer;
    }

    private sealed class MissingSetting
    {
        [Function("A")]
        public static void Run([TimerTrigger("%No:Such%")] TimerInfo timer) => _ = timer;
    }

    private sealed class MissingConnection
    {
        [Function("A")]
        public static void Run([QueueTrigger("q", Connection = "Elsewhere")] string message) => _ = message;
    }
}
