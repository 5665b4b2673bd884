using Expenses.Engine.Tests.Support;
using Expenses.Simulation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using DurableTask.Core.History;

namespace Expenses.Engine.Tests.Simulation;

/// <summary>A test decides by itself what happens next.</summary>
public sealed class DrivingTests
{
    private static readonly FirstComeFirstServed Usual = new();

    [Fact]
    public async Task A_timer_of_thirty_days_fires_at_once_and_timers_fire_in_their_order()
    {
        var fired = new List<string>();
        using var engine = new DeterministicEngine(_ => new TestFunctions().Orchestrator("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(context.GetInput<int>()), CancellationToken.None);
            fired.Add(context.InstanceId);
        }));
        var before = engine.Clock.GetUtcNow();
        foreach (var days in new[] { 30, 1, 7 })
        {
            await StartAsync(engine, "Wait", $"{days} days", days);
        }

        engine.Run(Usual);

        Assert.Equal(["1 days", "7 days", "30 days"], fired);
        Assert.Equal(TimeSpan.FromDays(30), engine.Clock.GetUtcNow() - before);
    }

    [Fact]
    public async Task The_test_says_which_result_comes_first_and_which_come_together()
    {
        using var engine = new DeterministicEngine(_ => new TestFunctions()
            .Activity<int, int>("Work", value => value)
            .Orchestrator("Main", async context => (await Task.WhenAll(
                Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum()));
        await StartAsync(engine, "Main", "main");
        engine.Run(Usual, until: () => engine.Choices().Count(choice => choice.Kind == ChoiceKind.Run) == 3);

        Take(engine, "run Work#2");
        Take(engine, "run Work#0");
        Take(engine, "run Work#1");
        Take(engine, "TaskCompleted>1=1");
        Take(engine, "step main");
        Take(engine, "commit 1 of 1");
        Take(engine, "TaskCompleted>0=0");
        Take(engine, "TaskCompleted>2=2");
        Take(engine, "step main");
        engine.Run(Usual);

        var history = await engine.Client.GetOrchestrationHistoryAsync("main");
        var steps = string.Concat(history.Select(value => value switch
        {
            OrchestratorStartedEvent => "|",
            TaskCompletedEvent done => $"{done.TaskScheduledId}",
            _ => string.Empty,
        }));
        Assert.Equal("||1|02", steps);
    }

    [Fact]
    public async Task A_worker_that_dies_before_the_commit_does_the_step_again_and_one_that_dies_after_it_does_not()
    {
        var runs = new List<string>();
        using var engine = new DeterministicEngine(_ => new TestFunctions()
            .Activity<string, string>("Note", text =>
            {
                runs.Add(text!);
                return text!;
            })
            .Orchestrator("Main", async context =>
            {
                await context.CallActivityAsync<string>("Note", "first");
                await context.CallActivityAsync<string>("Note", "second");
            }));
        await StartAsync(engine, "Main", "main");

        engine.Run(Usual, until: () => runs.Count == 1);
        Take(engine, "TaskCompleted>0");
        Take(engine, "step main");
        engine.Die();
        engine.Run(Usual, until: () => runs.Count == 2);
        Take(engine, "TaskCompleted>0");
        Take(engine, "step main");
        Take(engine, "commit 1 of 1");
        engine.Die();
        engine.Run(Usual);

        Assert.Equal(["first", "first", "second"], runs);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync("main"))!.RuntimeStatus);
    }

    [Fact]
    public async Task The_awaits_of_activities_are_choices_too()
    {
        var order = new List<string>();
        using var engine = new DeterministicEngine(_ => new TestFunctions()
            .Activity<string, string>("Talk", async (name, _) =>
            {
                order.Add($"{name} begins");
                await Task.Yield();
                order.Add($"{name} ends");
                return name!;
            })
            .Orchestrator("Main", context => Task.WhenAll(
                context.CallActivityAsync<string>("Talk", "a"), context.CallActivityAsync<string>("Talk", "b"))));
        await StartAsync(engine, "Main", "main");
        engine.Run(Usual, until: () => engine.Choices().Any(choice => choice.Kind == ChoiceKind.Run));

        Take(engine, "run Talk#0");
        Take(engine, "run Talk#1");
        Take(engine, "go on with Talk#1");
        Take(engine, "go on with Talk#0");
        engine.Run(Usual);

        Assert.Equal(["a begins", "b begins", "b ends", "a ends"], order);
    }

    [Fact]
    public async Task An_activity_that_leaves_the_thread_is_named()
    {
        var wentOn = false;
        using var gate = new ManualResetEventSlim();
        using var engine = new DeterministicEngine(_ => new TestFunctions()
            .Activity<int, int>("Stray", async (value, cancellation) =>
            {
                await Task.Run(() => gate.Wait(cancellation), cancellation);
                wentOn = true;
                return value;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Stray", 1)));
        await StartAsync(engine, "Main", "main");
        Assert.Throws<InvalidOperationException>(() => engine.Run(Usual));
        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => engine.Choices().Any(choice => choice.Kind == ChoiceKind.GoOn), TimeSpan.FromMinutes(2)));

        var error = Assert.Throws<InvalidOperationException>(() => engine.Run(Usual));

        Assert.StartsWith("Stray#0 of main went on on another thread", error.Message, StringComparison.Ordinal);
        Assert.False(wentOn);
    }

    [Fact]
    public async Task An_activity_that_waits_for_what_is_not_simulated_is_named()
    {
        var never = new TaskCompletionSource<int>();
        using var engine = new DeterministicEngine(_ => new TestFunctions()
            .Activity<int, int>("Ask", (_, cancellation) => never.Task.WaitAsync(cancellation))
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Ask", 1)));
        await StartAsync(engine, "Main", "main");

        var error = Assert.Throws<InvalidOperationException>(() => engine.Run(Usual));

        Assert.Contains("Ask#0 of main", error.Message, StringComparison.Ordinal);
        never.SetResult(7);
        engine.Run(Usual);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync("main"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_wait_of_a_client_ends_with_the_commit_that_it_waits_for()
    {
        using var engine = new DeterministicEngine(_ => new TestFunctions().Orchestrator("Main", context =>
            context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None)));
        await StartAsync(engine, "Main", "main");

        var ended = engine.Client.WaitForInstanceCompletionAsync("main");
        Assert.False(ended.IsCompleted);
        engine.Run(Usual);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await ended).RuntimeStatus);
    }

    private static Task<string> StartAsync(DeterministicEngine engine, string name, string id, object? input = null)
        => engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    private static void Take(DeterministicEngine engine, string text)
        => engine.Take(Assert.Single(engine.Choices(), choice => choice.Text.Contains(text, StringComparison.Ordinal)));
}
