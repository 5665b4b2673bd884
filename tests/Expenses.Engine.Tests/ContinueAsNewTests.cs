using DurableTask.Core.History;
using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>Eternal orchestrations: durable-semantics §7.</summary>
public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task The_next_generation_has_a_new_input_and_a_fresh_history()
    {
        var functions = new TestFunctions().Orchestrator("Main", context =>
        {
            var n = context.GetInput<int>();
            if (n < 3)
            {
                context.ContinueAsNew(n + 1);
            }

            return Task.FromResult(n);
        });
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main", 0);

        Assert.Equal(3, result.ReadOutputAs<int>());
        Assert.Equal(3, result.ReadInputAs<int>());
        var history = await engine.Client.GetOrchestrationHistoryAsync(result.InstanceId);
        Assert.Equal(
            ["OrchestratorStarted", "ExecutionStarted", "ExecutionCompleted", "OrchestratorCompleted"],
            history.Select(e => e.EventType.ToString()));
    }

    [Fact]
    public async Task A_function_that_always_continues_as_new_does_not_hold_up_others()
    {
        var functions = new TestFunctions()
            .Orchestrator("Endless", context =>
            {
                context.ContinueAsNew(context.GetInput<int>() + 1);
                return Task.CompletedTask;
            })
            .Orchestrator("Main", _ => Task.FromResult(1));
        await using var engine = await TestEngine.StartAsync(
            functions, path => new LocalHost.Durable.DurableEngineOptions { DatabasePath = path, SyncsCommits = false, MaxConcurrentOrchestrators = 1 });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Endless", 0, new StartOrchestrationOptions("e"));

        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.WaitForInstanceCompletionAsync(id);

        await engine.Client.TerminateInstanceAsync("e");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.Client.WaitForInstanceCompletionAsync("e")).RuntimeStatus);
    }

    [Theory]
    [InlineData(true, "a,b")]
    [InlineData(false, "")]
    public async Task Unread_events_are_carried_over_only_when_asked(bool preserve, string expected)
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew(1, preserve);
                return string.Empty;
            }

            var seen = new List<string>();
            while (true)
            {
                using var stop = new CancellationTokenSource();
                var next = context.WaitForExternalEvent<string>("x", CancellationToken.None);
                var timer = context.CreateTimer(TimeSpan.FromSeconds(1), stop.Token);
                if (await Task.WhenAny(next, timer) == timer)
                {
                    return string.Join(',', seen);
                }

#pragma warning disable VSTHRD103 // An orchestrator must not leave its thread.
                stop.Cancel();
#pragma warning restore VSTHRD103
                seen.Add(await next);
            }
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", 0);
        await engine.Client.RaiseEventAsync(id, "x", "a");
        await engine.Client.RaiseEventAsync(id, "x", "b");
        await engine.IdleAsync();
        await engine.Client.RaiseEventAsync(id, "go", 1);

        Assert.Equal(expected, (await engine.CompletedAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task It_waits_for_an_open_timer_and_keeps_late_events()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                return await context.WaitForExternalEvent<string>("late");
            }

            _ = context.CreateTimer(TimeSpan.FromSeconds(90), CancellationToken.None);
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return "first";
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", 0);
        await engine.IdleAsync();
        await engine.Client.RaiseEventAsync(id, "late", "kept");

        var result = await engine.CompletedAsync(id);

        Assert.Equal("kept", result.ReadOutputAs<string>());
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 1, 30, TimeSpan.Zero), result.CreatedAt);
    }

    [Fact]
    public async Task A_function_that_throws_after_it_fails()
    {
        var functions = new TestFunctions().Orchestrator("Main", context =>
        {
            context.ContinueAsNew(1);
            throw new InvalidOperationException("after");
        });
        await using var engine = await TestEngine.StartAsync(functions);

        Assert.Equal("after", (await engine.RunAsync("Main")).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task The_custom_status_survives_until_it_is_overwritten()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.SetCustomStatus("gen0");
                context.ContinueAsNew(1);
                return;
            }

            await context.WaitForExternalEvent<int>("end");
            context.SetCustomStatus(null);
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", 0);
        await engine.IdleAsync();
        Assert.Equal("gen0", (await engine.Client.GetInstanceAsync(id, true))!.ReadCustomStatusAs<string>());
        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "end", 1);

        Assert.Null((await engine.CompletedAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task A_new_version_may_be_given()
    {
        var functions = new TestFunctions().Orchestrator("Main", context =>
        {
            if (context.Version.Length == 0)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
            }

            return Task.FromResult(context.Version);
        });
        await using var engine = await TestEngine.StartAsync(functions);

        Assert.Equal("2.0", (await engine.RunAsync("Main")).ReadOutputAs<string>());
    }
}
