using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Timers: durable-semantics §4.</summary>
public sealed class TimerFacts : ConformanceSuite
{
    [Theory, Rule("4", "delay")]
    public async Task A_delay_counts_from_the_orchestrators_clock(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None)));
        var start = durable.Now.UtcDateTime;
        await RunAsync(durable);

        Assert.Equal(start.AddHours(5), (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<TimerCreatedEvent>().Single().FireAt);
    }

    [Theory, Rule("4", "not-early")]
    public async Task A_timer_does_not_fire_before_it_is_due(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None)));
        await BeginAsync(durable);
        await durable.PassAsync(TimeSpan.FromHours(5) - TimeSpan.FromSeconds(1));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("4", "past")]
    public async Task A_past_time_fires_at_once_but_makes_its_events(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context
            => context.CreateTimer(context.CurrentUtcDateTime.AddHours(-1), CancellationToken.None)));
        await BeginAsync(durable);

        Assert.Equal(["TimerCreated#0", "TimerFired>0"], (await HistoryAsync(durable)).Where(line => line.StartsWith("Timer", StringComparison.Ordinal)));
    }

    [Theory, Rule("4", "unspecified-is-local")]
    public async Task A_time_without_a_kind_is_local(Memory memory)
    {
        var local = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(local, CancellationToken.None)));
        await RunAsync(durable);

        Assert.Equal(local.ToUniversalTime(), durable.Now.UtcDateTime);
    }

    [Theory, Rule("4", "legs")]
    public async Task A_timer_of_eight_days_has_legs_of_three_days(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromDays(8), CancellationToken.None)));
        var start = durable.Now.UtcDateTime;
        await RunAsync(durable);

        var legs = (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<TimerCreatedEvent>().Select(e => (e.FireAt - start).TotalDays);
        Assert.Equal([3.0, 6.0, 8.0], legs);
    }

    [Theory, Rule("4", "month")]
    public async Task Timers_of_a_month_fire_in_the_order_of_their_times(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
        {
            var fired = new List<int>();
            await Task.WhenAll(new[] { 30, 2, 17, 9 }.Select(async days =>
            {
                await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
                fired.Add(days);
            }));
            return fired;
        });

        Assert.Equal([2, 9, 17, 30], result.ReadOutputAs<List<int>>()!);
    }

    [Theory, Rule("4", "cancel-throws")]
    public async Task Awaiting_a_cancelled_timer_throws_TaskCanceledException(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            stop.Cancel();
            return await ThrownAsync(() => timer);
        });

        Assert.StartsWith("TaskCanceledException", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, Rule("4", "cancel-no-event")]
    public async Task A_cancelled_timer_leaves_no_event_but_its_creation(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            using var stop = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            stop.Cancel();
        }));
        await RunAsync(durable);
        await durable.PassAsync(TimeSpan.FromHours(2));

        Assert.DoesNotContain("TimerFired>0", await HistoryAsync(durable));
    }

    [Theory, Rule("4", "restart")]
    public async Task A_timer_due_while_nobody_ran_fires_after_the_restart(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None)));
        await BeginAsync(durable);
        await durable.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await durable.EndAsync("main")).RuntimeStatus);
    }
}
