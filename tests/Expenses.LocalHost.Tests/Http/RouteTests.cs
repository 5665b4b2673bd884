using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Tests.Http;

public sealed class RouteTests
{
    [Theory]
    [InlineData("GET", "companies/latest", "Literal")]
    [InlineData("GET", "COMPANIES/LATEST", "Literal")]
    [InlineData("GET", "companies/42", "Read 42")]
    [InlineData("PUT", "companies/42", "Write 42")]
    [InlineData("DELETE", "companies/42", "Rest companies/42")]
    [InlineData("POST", "companies/latest", "Rest companies/latest")]
    [InlineData("GET", "nowhere/at/all", "Rest nowhere/at/all")]
    [InlineData("GET", "", "Rest ")]
    [InlineData("GET", "ByName", "ByName")]
    public async Task Request_GoesToTheMostSpecificRouteOfItsMethod(string method, string path, string expected)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Companies), typeof(Rest)]);

        using var response = await hosted.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("DELETE", "companies/42")]
    [InlineData("GET", "nowhere")]
    public async Task Request_WithoutCatchAll_IsNotFound(string method, string path)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Companies)]);

        using var response = await hosted.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("{}", "api/companies/latest")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "v1/expenses" } } }""", "v1/expenses/companies/latest")]
    public async Task RoutePrefix_ComesFromHostJson(string hostJson, string path)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Companies)], hostJson: hostJson);

        Assert.Equal("Literal", await hosted.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task Ping_AnswersEvenBesideACatchAll()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Rest)]);

        using var response = await hosted.Http.GetAsync("admin/host/ping");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("Server"));
    }

    private sealed class Companies
    {
        [Function("Literal")]
        public static IResult Literal([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/latest")] HttpRequest request) =>
            Results.Text("Literal");

        [Function("Read")]
        public static IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{id}")] HttpRequest request, string id) =>
            Results.Text($"Read {id}");

        [Function("Write")]
        public static IResult Write([HttpTrigger(AuthorizationLevel.Anonymous, "put", "patch", Route = "companies/{id}")] HttpRequest request, string id) =>
            Results.Text($"Write {id}");

        [Function("ByName")]
        public static IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("ByName");
    }

    private sealed class Rest
    {
        [Function("Rest")]
        public static IResult Everything([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, string? path) =>
            Results.Text($"Rest {path}");
    }
}
