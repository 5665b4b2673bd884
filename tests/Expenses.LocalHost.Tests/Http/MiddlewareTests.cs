using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Expenses.LocalHost.Tests.Http;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_RunsInTheOrderOfRegistration_AroundTheFunction()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)], worker =>
        {
            worker.Services.AddSingleton<Steps>();
            worker.UseMiddleware<Outer>();
            worker.UseMiddleware((context, next) => Steps.Around("inline", context, next));
            worker.UseWhen<Inner>(context => string.Equals(context.FunctionDefinition.Name, "Greet", StringComparison.Ordinal));
            worker.UseWhen<Never>(context => string.Equals(context.FunctionDefinition.Name, "Other", StringComparison.Ordinal));
        });

        Assert.Equal("hello", await hosted.Http.GetStringAsync("greet"));

        Assert.Equal(
            ["outer in", "inline in", "inner in", "function", "inner out", "inline out", "outer out"],
            hosted.Host.Services.GetRequiredService<Steps>().Taken);
    }

    [Fact]
    public async Task Middleware_ThatAnswersItself_IsRespected()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)], worker =>
        {
            worker.Services.AddSingleton<Steps>();
            worker.UseMiddleware(async (context, _) =>
            {
                var response = context.GetHttpContext()!.Response;
                response.StatusCode = 401;
                await response.WriteAsync("who are you", context.CancellationToken);
            });
        });

        using var response = await hosted.Http.GetAsync("greet");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("who are you", await response.Content.ReadAsStringAsync());
        Assert.Empty(hosted.Host.Services.GetRequiredService<Steps>().Taken);
        Assert.DoesNotContain(hosted.Log, line => line.StartsWith("Warning: Function", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Middleware_SeesTheFunctionsException()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)], worker => worker.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (ArithmeticException)
            {
                context.GetHttpContext()!.Response.StatusCode = 418;
            }
        }));

        using var response = await hosted.Http.GetAsync("divide");

        Assert.Equal(418, (int)response.StatusCode);
    }

    [Fact]
    public async Task Items_TravelFromMiddlewareToTheFunction()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)], worker => worker.UseMiddleware((context, next) =>
        {
            context.Items["client"] = "c-1";
            return next();
        }));

        Assert.Equal("c-1", await hosted.Http.GetStringAsync("client"));
    }

    private sealed class Steps
    {
        public List<string> Taken { get; } = [];

        public static async Task Around(string name, FunctionContext context, Func<Task> next)
        {
            var steps = context.InstanceServices.GetRequiredService<Steps>();
            steps.Taken.Add($"{name} in");
            await next();
            steps.Taken.Add($"{name} out");
        }
    }

    private sealed class Outer : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Steps.Around("outer", context, () => next(context));
    }

    private sealed class Inner : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Steps.Around("inner", context, () => next(context));
    }

    private sealed class Never : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => throw new InvalidOperationException("not mine");
    }

    private sealed class Functions
    {
        [Function("Greet")]
        public static IResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet")] HttpRequest request, FunctionContext context)
        {
            context.InstanceServices.GetRequiredService<Steps>().Taken.Add("function");
            return Results.Text("hello");
        }

        [Function("Divide")]
        public static IResult Divide([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "divide")] HttpRequest request) =>
            throw new DivideByZeroException();

        [Function("Client")]
        public static IResult Client([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "client")] HttpRequest request, FunctionContext context) =>
            Results.Text((string)context.Items["client"]);
    }
}
