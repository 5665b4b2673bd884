using System.Net;
using System.Net.Http.Json;
using Expenses.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Expenses.LocalHost.Tests.Http;

public sealed class BindingTests
{
    [Fact]
    public async Task RouteValues_BindByNameAndType()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);
        var id = Guid.NewGuid();

        Assert.Equal($"\"{id} 7 abc\"", await hosted.Http.GetStringAsync($"items/{id}/7/abc"));
    }

    [Theory]
    [InlineData("items/no-guid/7/abc")]
    [InlineData("items/0f8fad5b-d9cb-469f-a165-70867728950e/seven/abc")]
    public async Task RouteValues_OfTheWrongType_FailTheInvocation(string path)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        using var response = await hosted.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        Assert.Contains(hosted.Log, line => line.StartsWith("Error: Function 'GetItem' failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parameter_WithoutValue_TakesItsDefaultOrNull()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        Assert.Equal("\"(null) 20\"", await hosted.Http.GetStringAsync("defaults"));
    }

    [Fact]
    public async Task FromBody_ReadsJsonWithoutRegardToCase()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        using var response = await hosted.Http.PostAsJsonAsync("body", new { NAME = "taxi", amount = 12.5m });

        Assert.Equal("\"taxi 12.5\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task FromBody_NoJson_FailsTheInvocation()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        using var response = await hosted.Http.PostAsync("body", new StringContent("{ nope"));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task FunctionContext_GivesTheHttpContextAndTheDefinition()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        Assert.Equal("\"/context ReadContext httpTrigger True\"", await hosted.Http.GetStringAsync("context"));
    }

    [Fact]
    public async Task Cancellation_FollowsTheCaller()
    {
        Functions.Started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Functions.Cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);
        using var caller = new CancellationTokenSource();

        var request = hosted.Http.GetAsync("forever", caller.Token);
        await Functions.Started.Task.WaitAsync(Eventually.DefaultDeadline, CancellationToken.None);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Functions.Cancelled.Task.WaitAsync(Eventually.DefaultDeadline, CancellationToken.None);
    }

    private sealed record Body(string Name, decimal Amount);

    private sealed class Functions
    {
        public static TaskCompletionSource Started { get; set; } = new();

        public static TaskCompletionSource Cancelled { get; set; } = new();

        [Function("GetItem")]
        public static IResult GetItem(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id}/{number}/{text}")] HttpRequest request,
            Guid id,
            int number,
            string text) => Results.Json($"{id} {number} {text}");

        [Function("Defaults")]
        public static IResult Defaults(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "defaults")] HttpRequest request,
            string? missing,
            int size = 20) => Results.Json($"{missing ?? "(null)"} {size}");

        [Function("ReadBody")]
        public static IResult ReadBody(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request,
            [FromBody] Body body) => Results.Json($"{body.Name} {body.Amount}");

        [Function("ReadContext")]
        public static IResult ReadContext(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context")] HttpRequest request,
            FunctionContext context) =>
            Results.Json($"{context.GetHttpContext()?.Request.Path} {context.FunctionDefinition.Name} {context.FunctionDefinition.InputBindings["request"].Type} {ReferenceEquals(request, context.GetHttpContext()?.Request)}");

        [Function("Forever")]
        public static async Task<IResult> Forever(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "forever")] HttpRequest request,
            CancellationToken cancellationToken)
        {
            Started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Cancelled.TrySetResult();
            }

            return Results.Ok();
        }
    }
}
