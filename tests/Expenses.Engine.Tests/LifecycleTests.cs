using DurableTask.Core.Exceptions;
using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>Status, suspend, resume, terminate, restart, rewind: durable-semantics §8 and §9.</summary>
public sealed class LifecycleTests
{
    private static TestFunctions Waiting() => new TestFunctions().Orchestrator("Main", async context =>
    {
        context.SetCustomStatus(new { Step = 1 });
        return await context.WaitForExternalEvent<string>("end");
    });

    [Fact]
    public async Task Terminate_ends_at_once_with_the_output_as_json()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.WaitForInstanceStartAsync(id);

        await engine.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("bye"));

        var result = await engine.CompletedAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, result.RuntimeStatus);
        Assert.Equal("\"bye\"", result.SerializedOutput);
        Assert.Null(result.FailureDetails);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.TerminateInstanceAsync(id));
    }

    [Fact]
    public async Task Terminate_drops_open_timers()
    {
        var functions = new TestFunctions().Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.WaitForInstanceStartAsync(id);
        await engine.Client.TerminateInstanceAsync(id);
        await engine.CompletedAsync(id);
        await engine.IdleAsync();
        var transactions = engine.Engine.CommitCounts.Commits;

        await engine.PassTimeAsync(TimeSpan.FromDays(2));

        Assert.Equal(transactions, engine.Engine.CommitCounts.Commits);
    }

    [Fact]
    public async Task Suspended_instances_keep_events_and_go_on_in_order_after_the_resume()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
            await context.WaitForExternalEvent<string>("x") + await context.WaitForExternalEvent<string>("x"));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.WaitForInstanceStartAsync(id);
        await engine.Client.SuspendInstanceAsync(id, "wait");
        await engine.Client.RaiseEventAsync(id, "x", "a");
        await engine.Client.RaiseEventAsync(id, "x", "b");
        await engine.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await engine.RestartAsync();

        await engine.Client.ResumeInstanceAsync(id);

        Assert.Equal("ab", (await engine.CompletedAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Requests_of_the_batch_that_suspends_are_held_back_until_the_resume()
    {
        var functions = new TestFunctions()
            .Activity<int, int>("A", value => value)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("A", 8));
        await using var engine = await TestEngine.StartAsync(functions);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("held", engine.Time.GetUtcNow().AddMinutes(1)));
        await engine.Client.SuspendInstanceAsync("held");
        await engine.PassTimeAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync("held"))!.RuntimeStatus);
        Assert.Empty(functions.Runs);
        await engine.RestartAsync();

        await engine.Client.ResumeInstanceAsync("held");

        Assert.Equal(8, (await engine.CompletedAsync("held")).ReadOutputAs<int>());
        Assert.Single(functions.Runs);
    }

    [Fact]
    public async Task An_activity_that_ends_during_a_suspension_is_heard_after_it()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Activity<int, int>("Slow", async (value, _) =>
            {
                await go.Task;
                return value;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Slow", 3));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.WaitForInstanceStartAsync(id);
        await engine.Client.SuspendInstanceAsync(id);
        go.SetResult();
        await engine.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);

        await engine.Client.ResumeInstanceAsync(id);

        Assert.Equal(3, (await engine.CompletedAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_suspended_instance_can_be_terminated_but_not_suspended_and_a_running_one_not_resumed()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.WaitForInstanceStartAsync(id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.ResumeInstanceAsync(id));
        await engine.Client.SuspendInstanceAsync(id);
        await engine.IdleAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.SuspendInstanceAsync(id));

        await engine.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.CompletedAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task A_running_id_cannot_be_started_again_an_ended_one_is_replaced()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());
        var options = new StartOrchestrationOptions("one");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", options);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", options));
        await engine.Client.RaiseEventAsync("one", "end", "first");
        await engine.CompletedAsync("one");

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", options);
        await engine.Client.RaiseEventAsync("one", "end", "second");

        Assert.Equal("second", (await engine.CompletedAsync("one")).ReadOutputAs<string>());
        Assert.Single((await engine.Client.GetOrchestrationHistoryAsync("one")).OfType<global::DurableTask.Core.History.ExecutionStartedEvent>());
    }

    [Fact]
    public async Task Dedupe_statuses_say_what_is_kept()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());
        var replaceAll = new StartOrchestrationOptions("one") { DedupeStatuses = [] };
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", replaceAll);
        await engine.Client.WaitForInstanceStartAsync("one");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", replaceAll);
        await engine.Client.RaiseEventAsync("one", "end", "x");
        await engine.CompletedAsync("one");

        var keepCompleted = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", keepCompleted));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated)));
    }

    [Theory]
    [InlineData("@entity@key")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task Ids_the_functions_host_refuses_are_refused(string id)
    {
        await using var engine = await TestEngine.StartAsync(Waiting());

        await Assert.ThrowsAsync<ArgumentException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions(id)));
        await Assert.ThrowsAsync<ArgumentException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions(new string('x', 257))));
    }

    [Fact]
    public async Task A_missing_orchestrator_is_refused_at_the_start()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Nope"));

        Assert.StartsWith("Failed to start instance with ID", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduled_start_is_pending_until_then_and_keeps_early_events()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());
        var start = engine.Time.GetUtcNow().AddHours(1);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("later", start));
        await engine.Client.RaiseEventAsync("later", "end", "early");
        await engine.PassTimeAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync("later"))!.RuntimeStatus);
        await engine.RestartAsync();

        var result = await engine.CompletedAsync("later");

        Assert.Equal("early", result.ReadOutputAs<string>());
        Assert.Equal(start, result.LastUpdatedAt);
    }

    [Fact]
    public async Task A_pending_instance_can_be_terminated()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("later", engine.Time.GetUtcNow().AddHours(1)));

        await engine.Client.TerminateInstanceAsync("later", new TerminateInstanceOptions("no"));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.Client.WaitForInstanceCompletionAsync("later")).RuntimeStatus);
        await engine.PassTimeAsync(TimeSpan.FromHours(2));
        Assert.Equal(0, engine.Functions.Invocations.GetValueOrDefault("Main"));
    }

    [Fact]
    public async Task Restart_runs_name_and_input_again_under_the_same_or_a_new_id()
    {
        var functions = new TestFunctions().Orchestrator("Main", context => Task.FromResult(context.GetInput<int>() + 1));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = (await engine.RunAsync("Main", 41)).InstanceId;

        var fresh = await engine.Client.RestartAsync(id, restartWithNewInstanceId: true);
        var same = await engine.Client.RestartAsync(id);

        Assert.NotEqual(id, fresh);
        Assert.Equal(id, same);
        Assert.Equal(42, (await engine.CompletedAsync(fresh)).ReadOutputAs<int>());
        Assert.Equal(42, (await engine.CompletedAsync(same)).ReadOutputAs<int>());
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RestartAsync("nobody"));
    }

    [Fact]
    public async Task Rewind_runs_only_what_failed_again()
    {
        var healthy = false;
        var functions = new TestFunctions()
            .Activity<int, int>("Good", value => value)
            .Activity<int, int>("Bad", value => healthy ? value : throw new InvalidOperationException("down"))
            .Orchestrator("Child", async context => await context.CallActivityAsync<int>("Good", 1) + await context.CallActivityAsync<int>("Bad", 2))
            .Orchestrator("Main", async context => await context.CallActivityAsync<int>("Good", 3) + await context.CallSubOrchestratorAsync<int>("Child"));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = (await engine.RunAsync("Main")).InstanceId;
        Assert.Equal(3, functions.Runs.Count);
        healthy = true;

        await engine.Client.RewindInstanceAsync(id, "fixed");

        Assert.Equal(6, (await engine.CompletedAsync(id)).ReadOutputAs<int>());
        Assert.Equal(["Good(3)", "Good(1)", "Bad(2)", "Bad(2)"], functions.Runs);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RewindInstanceAsync(id, "again"));
    }
}
