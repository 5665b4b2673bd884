using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task An_orchestrator_calls_activities_in_order_and_returns_its_result()
    {
        var functions = new TestFunctions()
            .Activity<int, int>("Double", value => value * 2)
            .Orchestrator("Main", async context =>
            {
                var first = await context.CallActivityAsync<int>("Double", context.GetInput<int>());
                return await context.CallActivityAsync<int>("double", first);
            });
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("main", 5);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, result.RuntimeStatus);
        Assert.Equal(20, result.ReadOutputAs<int>());
        Assert.Equal(5, result.ReadInputAs<int>());
        Assert.Equal(["Double(5)", "double(10)"], functions.Runs);
    }
}
