using System.Collections.Concurrent;
using Expenses.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Hosting;

namespace Expenses.LocalHost.Tests.Durable;

/// <summary>The hosted functions and the durable engine together.</summary>
public sealed class DurableAppTests
{
    [Fact]
    public async Task HttpFunction_StartsAnOrchestration_ThatRunsActivitiesAndSignalsAnEntity()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions), typeof(Total)]);

        Assert.Equal("run-1", await hosted.Http.GetStringAsync("start/run-1"));
        using var deadline = new CancellationTokenSource(Eventually.DefaultDeadline);
        var run = await hosted.Host.DurableTaskClient.WaitForInstanceCompletionAsync("run-1", getInputsAndOutputs: true, deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, run.RuntimeStatus);
        Assert.Equal("6 run-1", run.ReadOutputAs<string>());
        await Eventually.TrueAsync(
            async () => (await hosted.Host.DurableTaskClient.Entities.GetEntityAsync<int>(new EntityInstanceId(nameof(Total), "all"), deadline.Token))?.State == 6,
            cancellationToken: deadline.Token);
    }

    [Fact]
    public async Task Middleware_RunsAroundEveryKindOfInvocation()
    {
        var seen = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var hosted = await Hosted.StartAsync([typeof(Functions), typeof(Total)], worker => worker.UseMiddleware((context, next) =>
        {
            seen.TryAdd(context.FunctionDefinition.Name, context.FunctionDefinition.InputBindings.Values.First(binding => binding.Type.EndsWith("Trigger", StringComparison.Ordinal)).Type);
            return next();
        }));

        await hosted.Http.GetStringAsync("start/run-2");
        await Eventually.TrueAsync(() => seen.Count == 4);

        Assert.Equal("httpTrigger", seen["Start"]);
        Assert.Equal("orchestrationTrigger", seen["Sum"]);
        Assert.Equal("activityTrigger", seen["Double"]);
        Assert.Equal("entityTrigger", seen["Total"]);
    }

    [Fact]
    public async Task FailingActivity_FailsItsOrchestration_WithTheReason()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions), typeof(Total)]);

        await hosted.Host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Broken", new StartOrchestrationOptions("run-3"));
        using var deadline = new CancellationTokenSource(Eventually.DefaultDeadline);
        var run = await hosted.Host.DurableTaskClient.WaitForInstanceCompletionAsync("run-3", getInputsAndOutputs: true, deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.RuntimeStatus);
        Assert.Contains("no such amount", run.FailureDetails?.ToString(), StringComparison.Ordinal);
    }

    private sealed record Amounts(IReadOnlyList<int> Values);

    private sealed class Total : TaskEntity<int>
    {
        [Function(nameof(Total))]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Total>();

        public int Add(int amount) => State += amount;
    }

    private sealed class Functions
    {
        [Function("Start")]
        public static async Task<IResult> StartAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "start/{id}")] HttpRequest request,
            string id,
            [DurableClient] DurableTaskClient client) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("sum", new Amounts([1, 2]), new StartOrchestrationOptions(id), request.HttpContext.RequestAborted));

        [Function("Sum")]
        public static async Task<string> SumAsync([OrchestrationTrigger] TaskOrchestrationContext context, Amounts amounts)
        {
            var doubled = await Task.WhenAll(amounts.Values.Select(amount => context.CallActivityAsync<int>("Double", amount)));
            await context.Entities.SignalEntityAsync(new EntityInstanceId(nameof(Total), "all"), "add", doubled.Sum());
            return $"{doubled.Sum()} {context.InstanceId}";
        }

        [Function("Double")]
        public static async Task<int> DoubleAsync([ActivityTrigger] int amount)
        {
            await Task.Yield();
            return amount * 2;
        }

        [Function("Broken")]
        public static async Task BrokenAsync([OrchestrationTrigger] TaskOrchestrationContext context) => await context.CallActivityAsync("Refuse");

        [Function("Refuse")]
        public static void Refuse([ActivityTrigger] string? input) => throw new InvalidOperationException("no such amount");
    }
}
