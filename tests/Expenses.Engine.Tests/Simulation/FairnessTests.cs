using Expenses.Engine.Tests.Support;
using Expenses.Simulation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Simulation;

/// <summary>One huge instance does not hold up the small ones, and no more activities are under way than the setting says. All on one thread.</summary>
public sealed class FairnessTests
{
    private static readonly FirstComeFirstServed Usual = new();

    [Fact]
    public async Task A_call_of_a_small_instance_does_not_wait_behind_all_calls_of_a_huge_one()
    {
        var runs = new List<string>();
        using var engine = new DeterministicEngine(
            _ => new TestFunctions()
                .Activity<string, int>("Work", owner =>
                {
                    runs.Add(owner!);
                    return 0;
                })
                .Orchestrator("Main", context => Task.WhenAll(
                    Enumerable.Range(0, context.GetInput<int>()).Select(_ => context.CallActivityAsync<int>("Work", context.InstanceId)))),
            new DeterministicSettings { MaxConcurrentActivities = 2 });
        await StartAsync(engine, "huge", 900);
        engine.Run(Usual, until: () => runs.Count == 10);
        await StartAsync(engine, "small", 1);

        engine.Run(Usual, until: () => runs.Contains("small"));

        // What was under way and what had its turn: two places, and one in turn.
        Assert.InRange(runs.Count, 11, 14);
        engine.Run(Usual);
        Assert.Equal(901, runs.Count);
    }

    [Fact]
    public async Task An_event_for_a_small_instance_does_not_wait_behind_a_flood_for_another()
    {
        const int Flood = 500;
        const int AStep = 50;
        using var engine = new DeterministicEngine(
            _ => new TestFunctions().Orchestrator("Main", async context =>
            {
                for (var i = 0; i < context.GetInput<int>(); i++)
                {
                    await context.WaitForExternalEvent<int>("n");
                }
            }),
            new DeterministicSettings { MaxMessagesInMemory = AStep });
        await StartAsync(engine, "huge", Flood);
        await StartAsync(engine, "small", 1);
        engine.Run(Usual);
        for (var i = 0; i < Flood; i++)
        {
            await engine.Client.RaiseEventAsync("huge", "n", i);
        }

        await engine.Client.RaiseEventAsync("small", "n", 0);
        var before = Steps(engine, "huge");

        engine.Run(new MessagesFirst(), until: () => engine.TraceText.Contains("small Completed", StringComparison.Ordinal));

        Assert.InRange(Steps(engine, "huge") - before, 0, 2);
        engine.Run(new MessagesFirst());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync("huge"))!.RuntimeStatus);
        Assert.InRange(Steps(engine, "huge") - before, Flood / AStep, 2 * Flood / AStep);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task As_many_activities_are_under_way_as_the_setting_says(int setting)
    {
        var gate = new TaskCompletionSource<int>();
        using var engine = new DeterministicEngine(
            _ => new TestFunctions()
                .Activity<int, int>("Work", (value, cancellation) => gate.Task.WaitAsync(cancellation))
                .Orchestrator("Main", context => Task.WhenAll(
                    Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>("Work", i)))),
            new DeterministicSettings { MaxConcurrentActivities = setting });
        await StartAsync(engine, "main", 10);
        var entered = 0;
        while (engine.Choices().FirstOrDefault(choice => choice.Kind is not (ChoiceKind.Die or ChoiceKind.FailCommit or ChoiceKind.PassTime)) is { } next)
        {
            entered += next.Kind == ChoiceKind.Run ? 1 : 0;
            engine.Take(next);
        }

        // The rest waits, although nothing else is to be done.
        Assert.Equal(setting, entered);
        gate.SetResult(1);
        engine.Run(Usual);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync("main"))!.RuntimeStatus);
    }

    /// <summary>All that can arrive does before the next step is taken.</summary>
    private sealed class MessagesFirst : IPolicy
    {
        private static readonly ChoiceKind[] Order = [ChoiceKind.Deliver, ChoiceKind.Commit, ChoiceKind.Step, ChoiceKind.Run, ChoiceKind.GoOn, ChoiceKind.PassTime];

        public Choice Choose(IReadOnlyList<Choice> choices)
            => Order.Select(kind => choices.FirstOrDefault(choice => choice.Kind == kind)).First(choice => choice is not null)!;
    }

    private static int Steps(DeterministicEngine engine, string id)
        => engine.TraceText.Split('\n').Count(line => line.EndsWith($" step {id}", StringComparison.Ordinal));

    private static Task<string> StartAsync(DeterministicEngine engine, string id, int input)
        => engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", input, new StartOrchestrationOptions(id));
}
