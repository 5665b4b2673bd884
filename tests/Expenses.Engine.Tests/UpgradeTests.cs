using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Orchestrations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>A deployment of a new version of an orchestrator, with instances of the old one running.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task An_instance_of_version_1_is_ended_by_the_code_of_version_2_on_the_old_path()
    {
        var functions = Activities().Orchestrator("Order", OrderV1);
        await using var engine = await TestEngine.StartAsync(functions, path => Options(path, "1.0"));
        await StartAsync(engine, "begun on 1");

        functions.Orchestrator("Order", OrderV2);
        await engine.DownAsync();
        await engine.UpAsync(path => Options(path, "2.0"));
        await StartAsync(engine, "begun on 2");

        Assert.Equal("checked paid", await GoOnAsync(engine, "begun on 1"));
        Assert.Equal("checked discounted paid", await GoOnAsync(engine, "begun on 2"));
    }

    [Fact]
    public async Task Without_the_branch_the_same_deployment_is_refused_as_non_deterministic_and_can_be_taken_up_again_with_it()
    {
        var functions = Activities().Orchestrator("Order", OrderV1);
        await using var engine = await TestEngine.StartAsync(functions, path => Options(path, "1.0"));
        await StartAsync(engine, "begun on 1");
        await engine.Client.RaiseEventAsync("begun on 1", "approved");
        await engine.IdleAsync();

        functions.Orchestrator("Order", OrderV2WithoutBranch);
        await engine.DownAsync();
        await engine.UpAsync(path => Options(path, "2.0"));
        await engine.Client.RaiseEventAsync("begun on 1", "delivered");
        var result = await engine.CompletedAsync("begun on 1");

        Assert.Equal(Determinism.ErrorType, result.FailureDetails!.ErrorType);
        Assert.Contains("an activity task named 'Pay' with sequence ID 1", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("scheduled an activity task named 'Discount' in its place", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);

        Assert.DoesNotContain(functions.Runs, run => run.StartsWith("Discount", StringComparison.Ordinal));

        functions.Orchestrator("Order", OrderV2);
        await engine.Client.RewindInstanceAsync("begun on 1", "the branch is there now");
        Assert.Equal("checked paid", (await engine.CompletedAsync("begun on 1")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task After_a_roll_back_what_the_new_version_has_begun_waits_for_it()
    {
        var functions = Activities().Orchestrator("Order", OrderV2);
        await using var engine = await TestEngine.StartAsync(functions, path => Options(path, "2.0"));
        await StartAsync(engine, "begun on 2");

        functions.Orchestrator("Order", OrderV1);
        await engine.DownAsync();
        await engine.UpAsync(path => Options(path, "1.0"));
        await StartAsync(engine, "begun on 1");
        await engine.Client.RaiseEventAsync("begun on 2", "approved");
        await engine.Client.RaiseEventAsync("begun on 2", "delivered");
        Assert.Equal("checked paid", await GoOnAsync(engine, "begun on 1"));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Client.GetInstanceAsync("begun on 2"))!.RuntimeStatus);

        functions.Orchestrator("Order", OrderV2);
        await engine.DownAsync();
        await engine.UpAsync(path => Options(path, "2.0"));
        Assert.Equal("checked discounted paid", (await engine.CompletedAsync("begun on 2")).ReadOutputAs<string>());
    }

    private static async Task<string> OrderV1(TaskOrchestrationContext context)
    {
        var result = await context.CallActivityAsync<string>("Check");
        await context.WaitForExternalEvent<object>("approved");
        result += await context.CallActivityAsync<string>("Pay");
        await context.WaitForExternalEvent<object>("delivered");
        return result;
    }

    private static async Task<string> OrderV2(TaskOrchestrationContext context)
    {
        var result = await context.CallActivityAsync<string>("Check");
        await context.WaitForExternalEvent<object>("approved");
        if (context.CompareVersionTo("2.0") >= 0)
        {
            result += await context.CallActivityAsync<string>("Discount");
        }

        result += await context.CallActivityAsync<string>("Pay");
        await context.WaitForExternalEvent<object>("delivered");
        return result;
    }

    private static async Task<string> OrderV2WithoutBranch(TaskOrchestrationContext context)
    {
        var result = await context.CallActivityAsync<string>("Check");
        await context.WaitForExternalEvent<object>("approved");
        result += await context.CallActivityAsync<string>("Discount");
        result += await context.CallActivityAsync<string>("Pay");
        await context.WaitForExternalEvent<object>("delivered");
        return result;
    }

    private static TestFunctions Activities() => new TestFunctions()
        .Activity<object, string>("Check", _ => "checked")
        .Activity<object, string>("Discount", _ => " discounted")
        .Activity<object, string>("Pay", _ => " paid");

    private static async Task StartAsync(TestEngine engine, string id)
    {
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Order", new StartOrchestrationOptions(id));
        await engine.IdleAsync();
    }

    private static async Task<string?> GoOnAsync(TestEngine engine, string id)
    {
        await engine.Client.RaiseEventAsync(id, "approved");
        await engine.Client.RaiseEventAsync(id, "delivered");
        return (await engine.CompletedAsync(id)).ReadOutputAs<string>();
    }

    private static DurableEngineOptions Options(string path, string version)
        => new() { DatabasePath = path, Versions = new OrchestrationVersions { Default = version } };
}
