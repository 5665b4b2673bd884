using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>External events: durable-semantics §3.</summary>
public sealed class EventFacts : ConformanceSuite
{
    [Theory, Rule("3", "case")]
    public async Task Names_match_without_regard_to_case(Memory memory)
        => Assert.Equal(5, (await RaisedAsync(memory, context => context.WaitForExternalEvent<int>("Go"), ("gO", 5))).ReadOutputAs<int>());

    [Theory, Rule("3", "case-buffer")]
    public async Task The_buffer_ignores_case_too(Memory memory)
    {
        var result = await RaisedAsync(memory, async context =>
        {
            await context.WaitForExternalEvent<int>("first");
            return await context.WaitForExternalEvent<int>("LATER");
        }, ("later", 7), ("first", 1));

        Assert.Equal(7, result.ReadOutputAs<int>());
    }

    [Theory, Rule("3", "buffer-fifo", Seen = true)]
    public async Task Unread_events_are_read_oldest_first(Memory memory)
    {
        var result = await RaisedAsync(memory, async context =>
        {
            await context.WaitForExternalEvent<int>("start");
            return (await context.WaitForExternalEvent<int>("n") * 10) + await context.WaitForExternalEvent<int>("n");
        }, ("n", 1), ("n", 2), ("start", 0));

        Assert.Equal(12, result.ReadOutputAs<int>());
    }

    [Theory, Rule("3", "waiters-lifo", Seen = true)]
    public async Task Of_several_waiters_the_latest_gets_the_next_event(Memory memory)
    {
        var result = await RaisedAsync(memory, async context =>
        {
            var first = context.WaitForExternalEvent<int>("n");
            var second = context.WaitForExternalEvent<int>("n");
            return (await first * 10) + await second;
        }, ("n", 1), ("n", 2));

        Assert.Equal(21, result.ReadOutputAs<int>());
    }

    [Theory, Rule("3", "one-waiter", Seen = true)]
    public async Task One_event_completes_exactly_one_waiter(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context
            => Task.WhenAll(context.WaitForExternalEvent<int>("n"), context.WaitForExternalEvent<int>("n"))));
        await BeginAsync(durable);
        await durable.Client.RaiseEventAsync("main", "n", 1);
        await durable.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("3", "one-type", Seen = true)]
    public async Task Waiters_of_one_name_need_one_type(Memory memory)
    {
        var result = await RunAsync(memory, context =>
        {
            _ = context.WaitForExternalEvent<int>("n");
            _ = context.WaitForExternalEvent<string>("n");
            return Task.FromResult<object?>(null);
        });

        Assert.Equal("System.ArgumentException", result.FailureDetails!.ErrorType);
        Assert.StartsWith("Events with the same name must have the same type argument. Expected ", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, Rule("3", "timed-out-waiter-swallows", Seen = true)]
    public async Task A_timed_out_wait_swallows_the_next_event(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            await IgnoreTimeoutAsync(context.WaitForExternalEvent<int>("n", TimeSpan.FromMinutes(1)));
            await context.WaitForExternalEvent<int>("gate");
            return await context.WaitForExternalEvent<int>("n");
        }));
        await BeginAsync(durable);
        await durable.PassAsync(TimeSpan.FromMinutes(2));
        await durable.Client.RaiseEventAsync("main", "n", 1);
        await durable.Client.RaiseEventAsync("main", "gate", 0);
        await durable.Client.RaiseEventAsync("main", "n", 2);

        Assert.Equal(2, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("3", "new-waiter-first", Seen = true)]
    public async Task A_new_wait_made_before_the_event_gets_it(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            await IgnoreTimeoutAsync(context.WaitForExternalEvent<int>("n", TimeSpan.FromMinutes(1)));
            return await context.WaitForExternalEvent<int>("n");
        }));
        await BeginAsync(durable);
        await durable.PassAsync(TimeSpan.FromMinutes(2));
        await durable.Client.RaiseEventAsync("main", "n", 1);

        Assert.Equal(1, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("3", "timeout-throws", Seen = true)]
    public async Task A_wait_that_times_out_throws_TaskCanceledException(Memory memory)
    {
        var result = await RunAsync(memory, async context => await ThrownAsync(() => context.WaitForExternalEvent<int>("n", TimeSpan.FromMinutes(1))));

        Assert.StartsWith("TaskCanceledException", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, Rule("3", "timeout-makes-timer", Seen = true)]
    public async Task A_wait_with_a_timeout_creates_a_timer_and_the_event_cancels_it(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.WaitForExternalEvent<int>("n", TimeSpan.FromDays(1))));
        await BeginAsync(durable);
        await durable.Client.RaiseEventAsync("main", "n", 1);
        await durable.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await LookAsync(durable)).RuntimeStatus);
        Assert.Contains("TimerCreated#0", await HistoryAsync(durable));
    }

    [Theory, Rule("3", "cancelled-wait")]
    public async Task A_cancelled_wait_throws_TaskCanceledException(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
        {
            using var stop = new CancellationTokenSource();
            var wait = context.WaitForExternalEvent<int>("n", stop.Token);
            stop.Cancel();
            return await ThrownAsync(() => wait);
        });

        Assert.StartsWith("TaskCanceledException", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, Rule("3", "bad-payload")]
    public async Task A_payload_of_the_wrong_shape_fails_the_instance_outside_try_and_catch(Memory memory)
    {
        var result = await RaisedAsync(memory, async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<int>("n");
            }
            catch (System.Text.Json.JsonException)
            {
                return -1;
            }
        }, ("n", "not a number"));

        Assert.Contains("failed with an unhandled exception", result.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, Rule("3", "send-to-missing")]
    public async Task An_event_of_an_orchestrator_for_nobody_is_dropped(Memory memory)
    {
        var result = await RunAsync(memory, context =>
        {
            context.SendEvent("nobody", "n", 1);
            return Task.FromResult<object?>("sent");
        });

        Assert.Equal("sent", result.ReadOutputAs<string>());
    }

    [Theory, Rule("3", "send-to-other")]
    public async Task An_orchestrator_sends_an_event_to_another(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions
            .Orchestrator("Other", context => context.WaitForExternalEvent<string>("n"))
            .Orchestrator("Main", context =>
            {
                context.SendEvent("other", "n", "hello");
                return Task.CompletedTask;
            }));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Other", new StartOrchestrationOptions("other"));
        await RunAsync(durable);

        Assert.Equal("hello", (await durable.EndAsync("other")).ReadOutputAs<string>());
    }

    [Theory, Rule("3", "client-missing")]
    public async Task Raising_an_event_for_an_unknown_instance_is_an_argument_error(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions);

        Assert.StartsWith("ArgumentException: No instance with ID 'x' was found.", await ThrownAsync(() => durable.Client.RaiseEventAsync("x", "n")), StringComparison.Ordinal);
    }

    [Theory, Rule("3", "client-ended")]
    public async Task Raising_an_event_for_an_ended_instance_is_an_invalid_operation(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", _ => Task.CompletedTask));
        await RunAsync(durable);

        Assert.StartsWith("InvalidOperationException: Cannot raise event", await ThrownAsync(() => durable.Client.RaiseEventAsync("main", "n")), StringComparison.Ordinal);
    }

    [Theory, Rule("3", "early-event")]
    public async Task An_event_raised_before_the_first_execution_is_kept(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.WaitForExternalEvent<int>("n")));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main", durable.Now.AddHours(1)));
        await durable.Client.RaiseEventAsync("main", "n", 3);

        Assert.Equal(3, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("3", "suspended-order")]
    public async Task Events_raised_while_suspended_are_delivered_on_resume_in_order(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
            $"{await context.WaitForExternalEvent<int>("n")}{await context.WaitForExternalEvent<int>("n")}{await context.WaitForExternalEvent<int>("n")}"));
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main");
        await durable.SettleAsync();
        for (var n = 1; n <= 3; n++)
        {
            await durable.Client.RaiseEventAsync("main", "n", n);
        }

        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await LookAsync(durable)).RuntimeStatus);
        await durable.Client.ResumeInstanceAsync("main");

        Assert.Equal("123", (await durable.EndAsync("main")).ReadOutputAs<string>());
    }

    private static async Task IgnoreTimeoutAsync(Task wait)
    {
        try
        {
            await wait;
        }
        catch (TaskCanceledException)
        {
            // The timeout the fact is about.
        }
    }

    private static async Task<OrchestrationMetadata> RaisedAsync<T>(
        Memory memory, Func<TaskOrchestrationContext, Task<T>> main, params (string Name, object Payload)[] events)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", main));
        await BeginAsync(durable);
        foreach (var (name, payload) in events)
        {
            await durable.Client.RaiseEventAsync("main", name, payload);
        }

        return await durable.EndAsync("main");
    }
}
