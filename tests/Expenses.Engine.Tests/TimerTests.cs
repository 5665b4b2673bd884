using DurableTask.Core.History;
using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>Durable timers: durable-semantics §4.</summary>
public sealed class TimerTests
{
    [Fact]
    public async Task A_timer_fires_when_it_is_due_and_not_before()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(30), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        var start = engine.Time.GetUtcNow();

        await engine.PassTimeAsync(TimeSpan.FromMinutes(29));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);

        var result = await engine.CompletedAsync(id);
        Assert.Equal(start.UtcDateTime.AddMinutes(30), result.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_timer_that_was_due_while_the_engine_was_down_fires_at_the_restart()
    {
        var functions = new TestFunctions().Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        await engine.DownAsync();
        engine.Time.AdvanceToNextAlarm(engine.Time.GetUtcNow().AddHours(2));

        await engine.UpAsync();

        var result = await engine.Client.WaitForInstanceCompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, result.RuntimeStatus);
    }

    [Fact]
    public async Task A_past_time_fires_at_once_but_makes_its_events()
    {
        var functions = new TestFunctions().Orchestrator(
            "Main", context => context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");

        var history = await engine.Client.GetOrchestrationHistoryAsync(result.InstanceId);
        Assert.Single(history.OfType<TimerCreatedEvent>());
        Assert.Equal(0, history.OfType<TimerFiredEvent>().Single().TimerId);
        Assert.Equal(result.CreatedAt, result.LastUpdatedAt);
    }

    [Fact]
    public async Task A_long_timer_is_cut_into_legs_of_three_days()
    {
        var functions = new TestFunctions().Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");

        var legs = (await engine.Client.GetOrchestrationHistoryAsync(result.InstanceId)).OfType<TimerCreatedEvent>().ToList();
        Assert.Equal([3, 6, 7], legs.Select(leg => (leg.FireAt - result.CreatedAt.UtcDateTime).TotalDays));
        Assert.Equal(TimeSpan.FromDays(7), result.LastUpdatedAt - result.CreatedAt);
    }

    [Fact]
    public async Task A_cancelled_timer_throws_and_no_longer_holds_the_instance()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var long_ = context.CreateTimer(TimeSpan.FromHours(5), cancel.Token);
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
#pragma warning disable VSTHRD103 // An orchestrator must not leave its thread.
            cancel.Cancel();
#pragma warning restore VSTHRD103
            try
            {
                await long_;
                return "fired";
            }
            catch (TaskCanceledException)
            {
                return "cancelled";
            }
        });
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");

        Assert.Equal("cancelled", result.ReadOutputAs<string>());
        Assert.Equal(TimeSpan.FromSeconds(1), result.LastUpdatedAt - result.CreatedAt);
    }

    [Fact]
    public async Task A_losing_timer_keeps_the_instance_running_until_it_fires()
    {
        // Completion rule, §1.
        var functions = new TestFunctions()
            .Activity<int, int>("Quick", value => value)
            .Orchestrator("Main", async context =>
            {
                var timer = context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
                await Task.WhenAny(timer, context.CallActivityAsync<int>("Quick", 1));
                return "done";
            });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);
        var result = await engine.CompletedAsync(id);
        Assert.Equal(TimeSpan.FromMinutes(5), result.LastUpdatedAt - result.CreatedAt);
    }
}
