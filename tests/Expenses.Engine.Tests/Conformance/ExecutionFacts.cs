using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Execution, replay and history: durable-semantics §1 and §2.</summary>
public sealed class ExecutionFacts : ConformanceSuite
{
    private static readonly string[] OneActivity =
    [
        "OrchestratorStarted", "ExecutionStarted", "TaskScheduled#0", "OrchestratorCompleted",
        "OrchestratorStarted", "TaskCompleted>0", "ExecutionCompleted#1", "OrchestratorCompleted",
    ];

    private static FunctionSet Echo => Functions.Activity<string, string>("A", value => value!);

    [Theory, Rule("1", "replaying-flag", Seen = true)]
    public async Task Only_the_first_start_of_the_function_is_not_a_replay(Memory memory)
    {
        var starts = new List<bool>();
        await using var durable = await StartAsync(memory, Echo.Orchestrator("Main", async context =>
        {
            starts.Add(context.IsReplaying);
            await context.CallActivityAsync("A", "1");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.CallActivityAsync("A", "2");
        }));
        await BeginAsync(durable);
        await durable.RestartAsync();
        await durable.EndAsync("main");

        Assert.False(starts[0]);
        Assert.True(starts.Count > 1);
        Assert.All(starts.Skip(1), Assert.True);
    }

    [Theory, Rule("1", "clock", Seen = true)]
    public async Task The_clock_stands_still_between_awaits_and_is_utc(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
        {
            var first = context.CurrentUtcDateTime;
            var same = first == context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
            return $"{same} {first.Kind} {context.CurrentUtcDateTime - first}";
        });

        Assert.Equal("True Utc 00:05:00", result.ReadOutputAs<string>());
    }

    [Theory, Rule("1", "sequence-ids")]
    public async Task Every_request_and_the_end_take_the_next_sequence_id(Memory memory)
    {
        await using var durable = await StartAsync(memory, Echo
            .Orchestrator("Child", _ => Task.FromResult(1))
            .Orchestrator("Main", async context =>
            {
                await context.CallActivityAsync("A", "1");
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                context.SendEvent("nobody", "e", 1);
                await context.CallSubOrchestratorAsync("Child");
            }));
        await RunAsync(durable);

        Assert.Equal(
            ["TaskScheduled#0", "TimerCreated#1", "EventSent#2", "SubOrchestrationInstanceCreated#3", "ExecutionCompleted#4"],
            (await HistoryAsync(durable)).Where(line => line.Contains('#', StringComparison.Ordinal)));
    }

    [Theory, Rule("1", "task-id")]
    public async Task The_sequence_id_is_the_task_id_of_the_failure(Memory memory)
    {
        var result = await RunAsync(memory, Echo.Activity<int, int>("Boom", _ => throw new InvalidOperationException("x")).Orchestrator("Main", async context =>
        {
            await context.CallActivityAsync("A", "1");
            try
            {
                await context.CallActivityAsync("Boom", 1);
                return -1;
            }
            catch (TaskFailedException e)
            {
                return e.TaskId;
            }
        }));

        Assert.Equal(1, result.ReadOutputAs<int>());
    }

    [Theory]
    [Rule("1", "determinism-name", Seen = true)]
    public async Task Another_name_on_replay_fails_the_instance_and_says_what_was_expected_and_what_came(Memory memory)
    {
        var result = await ChangedAsync(memory, context => context.CallActivityAsync("B", 1));

        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", result.FailureDetails!.ErrorType);
        Assert.StartsWith(
            "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'A'", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'B'", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("sequence ID 0", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, Rule("1", "determinism-kind", Seen = true)]
    public async Task Another_kind_of_request_on_replay_fails_the_instance(Memory memory)
    {
        var result = await ChangedAsync(memory, context => context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None));

        Assert.Contains("a timer", result.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, Rule("1", "determinism-missing", Seen = true)]
    public async Task A_request_that_no_longer_comes_fails_the_instance(Memory memory)
    {
        var result = await ChangedAsync(memory, _ => Task.CompletedTask);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.StartsWith("Non-Deterministic workflow detected", result.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, Rule("1", "determinism-case")]
    public async Task Names_are_compared_without_regard_to_case(Memory memory)
        => Assert.Equal(OrchestrationRuntimeStatus.Completed, (await ChangedAsync(memory, context => context.CallActivityAsync("a", 1))).RuntimeStatus);

    [Theory, Rule("1", "determinism-input")]
    public async Task Inputs_are_not_compared(Memory memory)
        => Assert.Equal(OrchestrationRuntimeStatus.Completed, (await ChangedAsync(memory, context => context.CallActivityAsync("A", 99))).RuntimeStatus);

    [Theory, Rule("1", "foreign-thread")]
    public async Task Off_its_thread_every_member_of_the_context_throws(Memory memory)
    {
        TaskOrchestrationContext? leaked = null;
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context =>
        {
            leaked = context;
            return context.WaitForExternalEvent<int>("never");
        }));
        await BeginAsync(durable);

        Assert.Throws<InvalidOperationException>(() => leaked!.NewGuid());
        Assert.Throws<InvalidOperationException>(() => leaked!.CurrentUtcDateTime);
        Assert.Throws<InvalidOperationException>(() => leaked!.GetInput<int>());
        Assert.StartsWith("InvalidOperationException", await ThrownAsync(() => leaked!.CallActivityAsync("A")), StringComparison.Ordinal);
    }

    [Theory, Rule("1", "illegal-await")]
    public async Task Awaiting_a_foreign_task_fails_the_instance(Memory memory)
    {
        var foreign = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = await RunAsync(memory, Functions.Orchestrator("Main", _ => foreign.Task));

        Assert.Equal("System.InvalidOperationException", result.FailureDetails!.ErrorType);
    }

    [Theory, Rule("1", "completion-loser", Seen = true)]
    public async Task The_loser_of_a_race_keeps_the_instance_running_until_it_is_done(Memory memory)
    {
        await using var durable = await StartAsync(memory, Echo.Orchestrator("Main", async context =>
        {
            var slow = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await Task.WhenAny(slow, context.CallActivityAsync("A", "x"));
            return "done";
        }));
        await BeginAsync(durable);

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
        await durable.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("1", "completion-cancelled-timer", Seen = true)]
    public async Task A_cancelled_timer_does_not_hold_the_instance(Memory memory)
    {
        await using var durable = await StartAsync(memory, Echo.Orchestrator("Main", async context =>
        {
            using var stop = new CancellationTokenSource();
            _ = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            await context.CallActivityAsync("A", "x");
            stop.Cancel();
        }));
        await BeginAsync(durable);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("1", "completion-event-wait", Seen = true)]
    public async Task A_pending_event_wait_does_not_hold_the_instance(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context =>
        {
            _ = context.WaitForExternalEvent<int>("never");
            return Task.FromResult(1);
        }));
        await BeginAsync(durable);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("1", "completion-failure-waits")]
    public async Task A_function_that_has_thrown_waits_for_its_open_timer_too(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            throw new InvalidOperationException("early");
        }));
        await BeginAsync(durable);

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
        await durable.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("1", "terminate-does-not-wait")]
    public async Task Termination_waits_for_nothing(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None)));
        await BeginAsync(durable);
        await durable.Client.TerminateInstanceAsync("main");
        await durable.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("2", "shape", Seen = true)]
    public async Task The_history_of_one_activity_has_the_real_shape(Memory memory)
    {
        await using var durable = await StartAsync(memory, Echo.Orchestrator("Main", context => context.CallActivityAsync<string>("A", "a")));
        await RunAsync(durable);

        Assert.Equal(OneActivity, await HistoryAsync(durable));
    }

    [Theory, Rule("2", "input-array")]
    public async Task An_activitys_input_is_stored_as_an_array_of_one_element(Memory memory)
    {
        await using var durable = await StartAsync(memory, Echo.Orchestrator("Main", async context =>
        {
            await context.CallActivityAsync("A", "a");
            await context.CallActivityAsync("A");
        }));
        await RunAsync(durable);

        var inputs = (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<TaskScheduledEvent>().Select(e => e.Input);
        Assert.Equal(["[\"a\"]", "[null]"], inputs);
    }

    [Theory, Rule("2", "completion-ids")]
    public async Task Answers_have_the_event_id_minus_one(Memory memory)
    {
        await using var durable = await StartAsync(memory, Echo.Orchestrator("Main", context => context.CallActivityAsync<string>("A", "a")));
        await RunAsync(durable);

        Assert.Equal(-1, (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<TaskCompletedEvent>().Single().EventId);
    }

    [Theory, Rule("2", "new-generation-history", Seen = true)]
    public async Task A_new_generation_begins_with_its_start_and_the_carried_events(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew(1);
                return;
            }

            await context.WaitForExternalEvent<int>("never");
        }));
        await BeginAsync(durable, 0);
        await durable.Client.RaiseEventAsync("main", "go", 1);
        await durable.SettleAsync();

        Assert.Equal(["OrchestratorStarted", "ExecutionStarted", "OrchestratorCompleted"], await HistoryAsync(durable));
    }

    [Theory, Rule("2", "event-type-order")]
    public Task Event_types_have_the_real_numbers(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        Assert.Equal(
            (0, 4, 5, 12, 15, 21),
            ((int)EventType.ExecutionStarted, (int)EventType.TaskScheduled, (int)EventType.TaskCompleted, (int)EventType.OrchestratorStarted,
                (int)EventType.EventRaised, (int)EventType.ExecutionRewound));
        return Task.CompletedTask;
    }

    [Theory, Rule("2", "timestamps")]
    public async Task CreatedAt_is_the_start_and_LastUpdatedAt_the_last_commit(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None)));
        var start = durable.Now;
        var result = await RunAsync(durable);

        Assert.Equal(start, result.CreatedAt);
        Assert.Equal(start.AddHours(2), result.LastUpdatedAt);
    }

    /// <summary>Runs to a wait, then goes on with changed code.</summary>
    private static async Task<OrchestrationMetadata> ChangedAsync(Memory memory, Func<TaskOrchestrationContext, Task> changed)
    {
        var isChanged = false;
        var functions = Functions.Activity<int, int>("A", value => value).Activity<int, int>("B", value => value).Orchestrator("Main", async context =>
        {
            await (isChanged ? changed(context) : context.CallActivityAsync("A", 1));
            await context.WaitForExternalEvent<int>("go");
        });
        await using var durable = await StartAsync(memory, functions);
        await BeginAsync(durable);
        isChanged = true;
        await durable.RestartAsync();
        await durable.Client.RaiseEventAsync("main", "go", 1);
        return await durable.EndAsync("main");
    }
}
