using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>Sub-orchestrations: durable-semantics §5, §6, §9.</summary>
public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task A_child_gives_its_result_and_knows_its_parent()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", context => Task.FromResult($"{context.Parent!.Name} {context.Parent.InstanceId} {context.GetInput<int>()}"))
            .Orchestrator("Main", async context => context.Parent is null ? await context.CallSubOrchestratorAsync<string>("Child", 7) : "?");
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main", instanceId: "p");

        Assert.Equal("Main p 7", result.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_child_id_is_the_given_one_or_the_next_deterministic_guid()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", context => Task.FromResult(context.InstanceId))
            .Orchestrator("Main", async context =>
            {
                var given = await context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "mine"));
                var derived = await context.CallSubOrchestratorAsync<string>("Child");
                return $"{given} {derived.Length}";
            });
        await using var engine = await TestEngine.StartAsync(functions);

        Assert.Equal("mine 32", (await engine.RunAsync("Main")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_child_id_must_not_be_an_entity_id()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator(
            "Main", context => context.CallSubOrchestratorAsync("Main", null, new SubOrchestrationOptions(instanceId: "@a@b"))));

        Assert.Equal("System.ArgumentException", (await engine.RunAsync("Main")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task A_failed_childs_details_arrive_one_level_deeper()
    {
        var functions = new TestFunctions()
            .Activity<int, int>("Boom", _ => throw new InvalidOperationException("deep"))
            .Orchestrator("Child", context => context.CallActivityAsync<int>("Boom", 1))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync("Child"));
        await using var engine = await TestEngine.StartAsync(functions);

        var details = (await engine.RunAsync("Main")).FailureDetails!;

        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details.ErrorType);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details.InnerFailure!.ErrorType);
        Assert.Equal("System.InvalidOperationException", details.InnerFailure.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task A_retried_child_keeps_its_id_and_replaces_the_failed_one()
    {
        var attempts = new List<string>();
        var functions = new TestFunctions()
            .Activity<string, int>("Flaky", id =>
            {
                attempts.Add(id!);
                return attempts.Count < 3 ? throw new InvalidOperationException("again") : 1;
            })
            .Orchestrator("Child", context => context.CallActivityAsync<int>("Flaky", context.InstanceId))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>(
                "Child", null, new TaskOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1))).WithInstanceId("kid")));
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");

        Assert.Equal(1, result.ReadOutputAs<int>());
        Assert.Equal(["kid", "kid", "kid"], attempts);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync("kid"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_terminated_child_fails_its_parent_without_details()
    {
        TaskFailedException? seen = null;
        var functions = new TestFunctions()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"))
            .Orchestrator("Main", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "kid"));
                }
                catch (TaskFailedException e)
                {
                    seen = e;
                }
            });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.WaitForInstanceStartAsync("kid");

        await engine.Client.TerminateInstanceAsync("kid");
        await engine.CompletedAsync(id);

        Assert.Null(seen!.FailureDetails);
        Assert.Equal("Task 'Child' (#0) failed with an unhandled exception.", seen.Message);
    }

    [Fact]
    public async Task A_parent_waits_for_the_last_generation_of_its_child()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", async context =>
            {
                var n = context.GetInput<int>();
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                if (n < 4)
                {
                    context.ContinueAsNew(n + 1);
                }

                return n;
            })
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Child", 0));
        await using var engine = await TestEngine.StartAsync(functions);

        Assert.Equal(4, (await engine.RunAsync("Main")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_running_instance_of_the_childs_id_fails_the_call()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "kid")));
        await using var engine = await TestEngine.StartAsync(functions);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Child", new StartOrchestrationOptions("kid"));

        var result = await engine.RunAsync("Main");

        Assert.Contains("OrchestrationAlreadyExists", result.FailureDetails!.InnerFailure!.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_and_version_reach_a_child_as_documented()
    {
        var functions = new TestFunctions()
            .Orchestrator("Child", context => Task.FromResult(context.Version))
            .Orchestrator("Main", async context =>
            {
                var own = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "child" };
                var version = await context.CallSubOrchestratorAsync<string>(
                    "Child", null, new SubOrchestrationOptions(new TaskOptions(null, own), "kid") { Version = "2.1" });
                return $"{context.Version} {version} {context.CompareVersionTo("1.10")}";
            });
        await using var engine = await TestEngine.StartAsync(functions);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "parent", ["b"] = "parent" };
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("main") { Version = "1.9", Tags = tags });

        var result = await engine.CompletedAsync("main");

        Assert.Equal("1.9 2.1 -1", result.ReadOutputAs<string>());
        Assert.Equal("parent", result.Tags["b"]);
        var child = (await engine.Client.GetInstanceAsync("kid"))!;
        Assert.Equal(("parent", "child"), (child.Tags["a"], child.Tags["b"]));
    }
}
