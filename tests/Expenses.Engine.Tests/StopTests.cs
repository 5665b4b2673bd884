using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.Testing;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>An orderly stop, and what is left to do after it.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task An_activity_that_outlasts_the_grace_is_left_and_runs_again()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var patient = true;
        var functions = new TestFunctions()
            .Activity<int, int>("Slow", async (value, cancellation) =>
            {
                var waits = patient;
                started.TrySetResult();
                if (waits)
                {
                    await Task.Delay(Timeout.Infinite, cancellation);
                }

                return value;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Slow", 7));
        await using var engine = await TestEngine.StartAsync(
            functions, path => new DurableEngineOptions { DatabasePath = path, SyncsCommits = false, StopGrace = TimeSpan.Zero });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await started.Task;

        patient = false;
        await engine.RestartAsync();

        Assert.Equal(7, (await engine.CompletedAsync(id)).ReadOutputAs<int>());
        Assert.Equal(2, functions.Runs.Count);
    }

    [Fact]
    public async Task An_activity_that_ends_within_the_grace_does_not_run_again()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Activity<int, int>("Slow", async (value, _) =>
            {
                started.TrySetResult();
                await go.Task;
                return value;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Slow", 7));
        await using var engine = await TestEngine.StartAsync(
            functions, path => new DurableEngineOptions { DatabasePath = path, SyncsCommits = false, StopGrace = Eventually.DefaultDeadline });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await started.Task;

        var down = engine.DownAsync();
        go.SetResult();
        await down;
        await engine.UpAsync();

        Assert.Equal(7, (await engine.CompletedAsync(id)).ReadOutputAs<int>());
        Assert.Single(functions.Runs);
    }

    [Fact]
    public async Task A_closed_engine_refuses_commands()
    {
        var functions = new TestFunctions().Orchestrator("Main", _ => Task.CompletedTask);
        await using var engine = await TestEngine.StartAsync(functions);
        var client = engine.Client;
        await engine.DownAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ScheduleNewOrchestrationInstanceAsync("Main"));
    }

    [Fact]
    public async Task A_start_does_not_load_instances_that_only_wait()
    {
        var functions = new TestFunctions().Orchestrator("Main", context => context.WaitForExternalEvent<int>("end"));
        await using var engine = await TestEngine.StartAsync(functions);
        for (var i = 0; i < 30; i++)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        }

        await engine.IdleAsync();
        var before = functions.Invocations["Main"];
        await engine.RestartAsync();
        await engine.IdleAsync();

        Assert.Equal(30, before);
        Assert.Equal(30, functions.Invocations["Main"]);
        Assert.Equal(0, engine.Engine.CachedInstances);
    }
}
