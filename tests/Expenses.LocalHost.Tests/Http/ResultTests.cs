using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Tests.Http;

public sealed class ResultTests
{
    [Theory]
    [InlineData("result", HttpStatusCode.Accepted, "{\"id\":\"r1\"}")]
    [InlineData("action", HttpStatusCode.OK, "{\"id\":\"a1\"}")]
    [InlineData("status", HttpStatusCode.Conflict, "")]
    [InlineData("several", HttpStatusCode.Created, "")]
    [InlineData("value-task", HttpStatusCode.NoContent, "")]
    [InlineData("direct", HttpStatusCode.OK, "written")]
    public async Task Result_IsExecuted(string path, HttpStatusCode status, string body)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        using var response = await hosted.Http.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.DoesNotContain(hosted.Log, line => line.StartsWith("Warning: Function", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("poco")]
    [InlineData("nothing")]
    public async Task OtherResult_IsAnEmpty200WithAWarning(string path)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        using var response = await hosted.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.Contains(hosted.Log, line => line.StartsWith("Warning: Function", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("throws-late")]
    public async Task Exception_IsAnEmpty500AndLogged(string path)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        using var response = await hosted.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.Contains(hosted.Log, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("no luck", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exception_AfterTheResponseStarted_BreaksTheTransfer()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        await Assert.ThrowsAsync<HttpRequestException>(() => hosted.Http.GetStringAsync("throws-midway"));
    }

    [Fact]
    public async Task Class_IsCreatedForEveryInvocation_FromTheInvocationsScope()
    {
        await using var hosted = await Hosted.StartAsync([typeof(WithScope)], worker => worker.Services.AddScoped<Scoped>());

        var first = await hosted.Http.GetStringAsync("scoped");
        var second = await hosted.Http.GetStringAsync("scoped");

        Assert.StartsWith("True", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second, StringComparer.Ordinal);
    }

    private sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class WithScope(Scoped scoped)
    {
        [Function("Scoped")]
        public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoped")] HttpRequest request, FunctionContext context) =>
            Results.Text($"{ReferenceEquals(context.InstanceServices.GetRequiredService<Scoped>(), scoped)} {scoped.Id}");
    }

    private sealed class Several
    {
        [HttpResult]
        public IResult? Response { get; init; }
    }

    private sealed class Functions
    {
        [Function("Result")]
        public static Task<IResult> Result([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "result")] HttpRequest request) =>
            Task.FromResult(Results.Json(new { Id = "r1" }, statusCode: 202));

        [Function("Action")]
        public static Task<IActionResult> Action([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "action")] HttpRequest request) =>
            Task.FromResult<IActionResult>(new OkObjectResult(new { Id = "a1" }));

        [Function("Status")]
        public static StatusCodeResult Status([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "status")] HttpRequest request) =>
            new StatusCodeResult(409);

        [Function("SeveralOutputs")]
        public static Several SeveralOutputs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "several")] HttpRequest request) =>
            new() { Response = Results.StatusCode(201) };

        [Function("ValueTask")]
        public static async ValueTask<IResult> Later([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "value-task")] HttpRequest request)
        {
            await Task.Yield();
            return Results.NoContent();
        }

        [Function("Direct")]
        public static async Task Direct([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "direct")] HttpRequest request) =>
            await request.HttpContext.Response.WriteAsync("written", request.HttpContext.RequestAborted);

        [Function("Poco")]
        public static string Poco([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "poco")] HttpRequest request) => "lost";

        [Function("Nothing")]
        public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nothing")] HttpRequest request) => Task.CompletedTask;

        [Function("Throws")]
        public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request) =>
            throw new InvalidOperationException("no luck");

        [Function("ThrowsLate")]
        public static async Task<IResult> ThrowsLate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws-late")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException("no luck");
        }

        [Function("ThrowsMidway")]
        public static async Task ThrowsMidway([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws-midway")] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("half", request.HttpContext.RequestAborted);
            await request.HttpContext.Response.Body.FlushAsync(request.HttpContext.RequestAborted);
            throw new InvalidOperationException("no luck");
        }
    }
}
