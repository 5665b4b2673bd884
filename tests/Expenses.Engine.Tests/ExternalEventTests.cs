using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>External events: durable-semantics §3.</summary>
public sealed class ExternalEventTests
{
    private static async Task<TestEngine> StartAsync(Func<TaskOrchestrationContext, Task<string>> main)
        => await TestEngine.StartAsync(new TestFunctions().Activity<int, int>("Pause", value => value).Orchestrator("Main", main));

    [Fact]
    public async Task An_event_completes_its_waiter_without_regard_to_case()
    {
        await using var engine = await StartAsync(context => context.WaitForExternalEvent<string>("Approved"));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();

        await engine.Client.RaiseEventAsync(id, "aPPROVED", "yes");

        Assert.Equal("yes", (await engine.CompletedAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_without_a_waiter_are_kept_and_read_oldest_first()
    {
        await using var engine = await StartAsync(async context =>
        {
            await context.WaitForExternalEvent<int>("go");
            return string.Concat(await context.WaitForExternalEvent<string>("x"), await context.WaitForExternalEvent<string>("X"));
        });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.Client.RaiseEventAsync(id, "x", "a");
        await engine.Client.RaiseEventAsync(id, "x", "b");
        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "go", 1);

        Assert.Equal("ab", (await engine.CompletedAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Of_two_waiters_the_latest_gets_the_event()
    {
        await using var engine = await StartAsync(async context =>
        {
            var first = context.WaitForExternalEvent<string>("x");
            var second = context.WaitForExternalEvent<string>("x");
            var winner = await Task.WhenAny(first, second);
            return winner == second ? "second" : "first";
        });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");

        await engine.Client.RaiseEventAsync(id, "x", "1");

        Assert.Equal("second", (await engine.CompletedAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Pending_waiters_of_one_name_must_have_one_type()
    {
        await using var engine = await StartAsync(async context =>
        {
            _ = context.WaitForExternalEvent<string>("x");
            await context.WaitForExternalEvent<int>("x");
            return "no";
        });

        var result = await engine.RunAsync("Main");

        Assert.Equal("System.ArgumentException", result.FailureDetails!.ErrorType);
        Assert.StartsWith("Events with the same name must have the same type argument.", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timed_out_waiter_still_swallows_the_next_event()
    {
        await using var engine = await StartAsync(async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("x", TimeSpan.FromSeconds(1));
            }
            catch (TaskCanceledException)
            {
                await context.WaitForExternalEvent<string>("go");
            }

            return await context.WaitForExternalEvent<string>("x");
        });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        await engine.PassTimeAsync(TimeSpan.FromSeconds(2));
        await engine.Client.RaiseEventAsync(id, "x", "lost");
        await engine.Client.RaiseEventAsync(id, "go", "go");
        await engine.Client.RaiseEventAsync(id, "x", "kept");

        Assert.Equal("kept", (await engine.CompletedAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_new_waiter_created_before_the_event_gets_it_although_an_old_one_timed_out()
    {
        await using var engine = await StartAsync(async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("x", TimeSpan.FromSeconds(1));
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("timed out");
            }

            return await context.WaitForExternalEvent<string>("x");
        });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        await engine.PassTimeAsync(TimeSpan.FromSeconds(2));

        await engine.Client.RaiseEventAsync(id, "x", "got it");

        Assert.Equal("got it", (await engine.CompletedAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_in_time_cancels_the_timer_of_its_wait()
    {
        await using var engine = await StartAsync(context => context.WaitForExternalEvent<string>("x", TimeSpan.FromDays(1)));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");

        await engine.Client.RaiseEventAsync(id, "x", "early");

        var result = await engine.CompletedAsync(id);
        Assert.Equal("early", result.ReadOutputAs<string>());
        Assert.Equal(TimeSpan.Zero, result.LastUpdatedAt - result.CreatedAt);
    }

    [Fact]
    public async Task A_payload_of_the_wrong_shape_fails_the_instance_outside_the_functions_reach()
    {
        await using var engine = await StartAsync(async context =>
        {
            try
            {
                await context.WaitForExternalEvent<DateTime>("x");
                return "no";
            }
            catch (System.Text.Json.JsonException)
            {
                return "caught";
            }
        });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");

        await engine.Client.RaiseEventAsync(id, "x", "not a date");

        var result = await engine.CompletedAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.StartsWith("Function 'Main' failed with an unhandled exception.", result.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raising_an_event_for_an_unknown_or_ended_instance_throws()
    {
        await using var engine = await StartAsync(_ => Task.FromResult("done"));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RaiseEventAsync("nobody", "x"));
        var result = await engine.RunAsync("Main");

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RaiseEventAsync(result.InstanceId, "x"));
    }

    [Fact]
    public async Task An_orchestrator_sends_events_to_others_and_nothing_happens_when_they_are_missing()
    {
        var functions = new TestFunctions()
            .Orchestrator("Receiver", context => context.WaitForExternalEvent<string>("hello"))
            .Orchestrator("Main", context =>
            {
                context.SendEvent("nobody", "hello", "lost");
                context.SendEvent("receiver", "hello", "from main");
                return Task.FromResult(1);
            });
        await using var engine = await TestEngine.StartAsync(functions);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Receiver", new StartOrchestrationOptions("receiver"));

        var sender = await engine.RunAsync("Main");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, sender.RuntimeStatus);
        Assert.Equal("from main", (await engine.CompletedAsync("receiver")).ReadOutputAs<string>());
    }
}
