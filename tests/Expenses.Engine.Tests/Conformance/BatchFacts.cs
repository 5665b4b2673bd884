using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>
/// What happens when messages meet in one batch, and to answers nobody waits for any more: durable-semantics §1, §4, §7, §8.
/// A start for later with a suspension or an event behind it makes a batch of known content.
/// </summary>
public sealed class BatchFacts : ConformanceSuite
{
    private static readonly EntityInstanceId Box = new("box", "one");

    [Theory, Rule("8", "held-back")]
    public async Task What_a_batch_asked_for_before_its_suspension_is_held_back_until_the_resume(Memory memory)
    {
        var runs = 0;
        await using var durable = await StartAsync(memory, Functions
            .Activity<int, int>("A", value => value + Interlocked.Increment(ref runs))
            .Orchestrator("Child", _ => Task.CompletedTask)
            .Orchestrator("Main", async context =>
            {
                var child = context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "child"));
                var timer = context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                context.SendEvent("other", "hello", 1);
                var result = await context.CallActivityAsync<int>("A", 7);
                await Task.WhenAll(child, timer);
                return result;
            }));
        await BeginSuspendedAsync(durable);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await LookAsync(durable)).RuntimeStatus);
        Assert.DoesNotContain(await HistoryAsync(durable), line => line.Contains('#', StringComparison.Ordinal));
        Assert.Equal(0, runs);
        Assert.Null(await durable.Client.GetInstanceAsync("child"));
        await durable.RestartAsync();
        await durable.Client.ResumeInstanceAsync("main");

        Assert.Equal(8, (await durable.EndAsync("main")).ReadOutputAs<int>());
        Assert.Equal(1, runs);
        Assert.Equal(
            ["SubOrchestrationInstanceCreated#0", "TimerCreated#1", "EventSent#2", "TaskScheduled#3", "ExecutionCompleted#4"],
            (await HistoryAsync(durable)).Where(line => line.Contains('#', StringComparison.Ordinal)));
    }

    [Theory, Rule("8", "held-back-dropped")]
    public async Task What_was_held_back_is_never_done_when_a_termination_comes_instead_of_the_resume(Memory memory)
    {
        var runs = 0;
        await using var durable = await StartAsync(memory, Functions
            .Activity<int, int>("A", value => value + Interlocked.Increment(ref runs))
            .Orchestrator("Main", context => context.CallActivityAsync<int>("A", 7)));
        await BeginSuspendedAsync(durable);
        await durable.Client.TerminateInstanceAsync("main", "enough");
        await durable.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await LookAsync(durable)).RuntimeStatus);
        Assert.Equal(0, runs);
    }

    [Theory, Rule("8", "held-back-twice")]
    public async Task A_suspension_right_after_the_resume_holds_back_again(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context
            => await context.WaitForExternalEvent<int>("n") + (10 * await context.WaitForExternalEvent<int>("n"))));
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main");
        await durable.SettleAsync();
        await durable.Client.RaiseEventAsync("main", "n", 1);
        await durable.Client.ResumeInstanceAsync("main");
        await durable.SettleAsync();
        await durable.Client.SuspendInstanceAsync("main");
        await durable.SettleAsync();
        await durable.Client.RaiseEventAsync("main", "n", 2);
        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await LookAsync(durable)).RuntimeStatus);
        await durable.Client.ResumeInstanceAsync("main");

        Assert.Equal(21, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    /// <summary>The event is heard first and cancels the timer, whose answer is in the batch already.</summary>
    [Theory, Rule("4", "late-fire")]
    public async Task A_timer_that_fires_although_it_was_cancelled_is_ignored(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddHours(1), cancellation.Token);
            var first = await Task.WhenAny(timer, context.WaitForExternalEvent<int>("n", CancellationToken.None));
            Cancel(cancellation);
            var later = await context.WaitForExternalEvent<int>("n", CancellationToken.None);
            return $"{(first == timer ? "timer" : "event")} {timer.Status} {later}";
        }));
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main");
        await durable.Client.RaiseEventAsync("main", "n", 1);
        await durable.SettleAsync();
        await durable.PassAsync(TimeSpan.FromHours(2));
        await durable.Client.ResumeInstanceAsync("main");
        await durable.Client.RaiseEventAsync("main", "n", 2);

        Assert.Equal("event Canceled 2", (await durable.EndAsync("main")).ReadOutputAs<string>());
        Assert.Contains("TimerFired>0", await HistoryAsync(durable));
    }

    /// <summary>A child that is started again by hand after it has ended answers nobody a second time.</summary>
    [Theory, Rule("1", "duplicate")]
    public async Task A_call_is_answered_once(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("answer"))
            .Orchestrator("Main", async context =>
            {
                var first = await context.CallSubOrchestratorAsync<int>("Child", null, new SubOrchestrationOptions(instanceId: "child"));
                return $"{first} {await context.WaitForExternalEvent<int>("end")}";
            }));
        await BeginAsync(durable);
        await durable.Client.RaiseEventAsync("child", "answer", 1);
        await durable.EndAsync("child");
        await durable.Client.RestartAsync("child");
        await durable.SettleAsync();
        await durable.Client.RaiseEventAsync("child", "answer", 2);
        await durable.EndAsync("child");
        await durable.SettleAsync();
        await durable.Client.RaiseEventAsync("main", "end", 3);

        Assert.Equal("1 3", (await durable.EndAsync("main")).ReadOutputAs<string>());
        Assert.Single(await HistoryAsync(durable), line => line.StartsWith("SubOrchestrationInstanceCompleted", StringComparison.Ordinal));
    }

    [Theory, Rule("7", "late-answer")]
    public async Task An_answer_for_the_generation_before_is_dropped(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Entity<BoxEntity>("box").Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                _ = context.Entities.CallEntityAsync<int>(Box, "touch");
                context.ContinueAsNew(1);
                return 0;
            }

            return await context.WaitForExternalEvent<int>("end");
        }));
        await BeginAsync(durable, 0);
        await durable.SettleAsync();
        Assert.Equal(1, (await durable.Client.Entities.GetEntityAsync<int>(Box))!.State);

        Assert.Equal(["OrchestratorStarted", "ExecutionStarted", "OrchestratorCompleted"], await HistoryAsync(durable));
    }

    [Theory, Rule("8", "terminate-beats-continue")]
    public async Task A_termination_in_the_batch_of_a_continue_as_new_wins(Memory memory)
    {
        using var inStep = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0 && !context.IsReplaying)
            {
                inStep.Set();
                goOn.Wait(TimeSpan.FromMinutes(2));
            }

            await context.WaitForExternalEvent<int>("next");
            context.ContinueAsNew(context.GetInput<int>() + 1);
        }));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", 0, new StartOrchestrationOptions("main"));
        Assert.True(inStep.Wait(TimeSpan.FromMinutes(2)));
        await durable.Client.RaiseEventAsync("main", "next", 1);
        await durable.Client.TerminateInstanceAsync("main", "enough");
        goOn.Set();

        var ended = await durable.EndAsync("main");

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "0"), (ended.RuntimeStatus, ended.SerializedInput));
    }

    [Theory, Rule("1", "history-order")]
    public async Task Answers_are_heard_in_the_order_of_the_history(Memory memory)
    {
        var heard = new List<string>();
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            heard.Clear();
            await Task.WhenAll(new[] { "a", "b", "c" }.Select(async name => heard.Add(await context.WaitForExternalEvent<string>(name))));
            return string.Concat(heard);
        }));
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main");
        foreach (var name in new[] { "c", "a", "b" })
        {
            await durable.Client.RaiseEventAsync("main", name, name);
        }

        // Only an instance that has heard of its suspension can be resumed.
        await durable.SettleAsync();
        await durable.Client.ResumeInstanceAsync("main");

        Assert.Equal("cab", (await durable.EndAsync("main")).ReadOutputAs<string>());
        var raised = (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<EventRaisedEvent>().Select(value => value.Name);
        Assert.Equal(["c", "a", "b"], raised);
    }

    [Theory, Rule("11", "lock-sorted")]
    public async Task Locks_are_taken_once_each_and_in_the_order_of_their_ids(Memory memory)
    {
        var result = await RunAsync(memory, Functions.Entity<BoxEntity>("box").Orchestrator("Main", async context =>
        {
            await using var section = await context.Entities.LockEntitiesAsync(new("box", "b"), new("box", "a"), new("box", "b"));
            return context.Entities.InCriticalSection(out var held) ? string.Join(' ', held) : "nothing";
        }));

        Assert.Equal("@box@a @box@b", result.ReadOutputAs<string>());
    }

    /// <summary>Its first batch is the start and the suspension.</summary>
    private static async Task BeginSuspendedAsync(IDurableImplementation durable)
    {
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main", durable.Now.AddMinutes(1)));
        await durable.Client.SuspendInstanceAsync("main");
        await durable.PassAsync(TimeSpan.FromMinutes(2));
    }

    // An orchestrator must not await CancelAsync: that leaves its thread.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private sealed class BoxEntity : TaskEntity<int>
    {
        public int Touch() => ++State;
    }
}
