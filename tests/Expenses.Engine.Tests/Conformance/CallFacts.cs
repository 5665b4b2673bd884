using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Activities, sub-orchestrations, retries: durable-semantics §5.</summary>
public sealed class CallFacts : ConformanceSuite
{
    private static FunctionSet Boom => Functions.Activity<int, int>("Boom", _ => throw new InvalidOperationException("boom"));

    [Theory, Rule("5", "names")]
    public async Task Function_names_are_matched_without_regard_to_case(Memory memory)
    {
        var functions = Functions.Activity<int, int>("Add", n => n + 1).Orchestrator("Child", context => context.CallActivityAsync<int>("aDD", 1))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("CHILD"));

        Assert.Equal(2, (await RunAsync(memory, functions)).ReadOutputAs<int>());
    }

    [Theory, Rule("5", "options-as-input")]
    public async Task Options_given_as_the_input_are_refused(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
            await ThrownAsync(() => context.CallActivityAsync("A", input: new TaskOptions(new RetryPolicy(1, TimeSpan.FromSeconds(1))), options: null)));

        Assert.StartsWith("ArgumentException", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, Rule("5", "default-name")]
    public async Task A_call_without_a_name_is_refused(Memory memory)
    {
        var result = await RunAsync(memory, async context => await ThrownAsync(() => context.CallActivityAsync(default)));

        Assert.StartsWith("Argument", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, Rule("5", "child-id-given")]
    public async Task A_child_has_the_id_it_was_given(Memory memory)
    {
        var functions = Functions.Orchestrator("Child", context => Task.FromResult(context.InstanceId))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "kid")));

        Assert.Equal("kid", (await RunAsync(memory, functions)).ReadOutputAs<string>());
    }

    [Theory, Rule("5", "child-id-guid")]
    public async Task Without_one_a_child_takes_the_next_deterministic_guid(Memory memory)
    {
        var functions = Functions.Orchestrator("Child", context => Task.FromResult(context.InstanceId))
            .Orchestrator("Main", async context =>
            {
                var child = context.CallSubOrchestratorAsync<string>("Child");
                var expected = new List<string> { Uuid5.Create("main", context.CurrentUtcDateTime, 0).ToString("N") };
                return expected[0] == await child;
            });

        Assert.True((await RunAsync(memory, functions)).ReadOutputAs<bool>());
    }

    [Theory, Rule("5", "child-id-at")]
    public async Task A_child_id_with_an_at_sign_in_front_is_refused(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
            await ThrownAsync(() => context.CallSubOrchestratorAsync("Main", null, new SubOrchestrationOptions(instanceId: "@a@b"))));

        Assert.StartsWith("ArgumentException", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, Rule("5", "policy-validation")]
    public Task A_retry_policy_checks_its_arguments(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        var second = TimeSpan.FromSeconds(1);
        Assert.ThrowsAny<ArgumentException>(() => new RetryPolicy(0, second));
        Assert.ThrowsAny<ArgumentException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.ThrowsAny<ArgumentException>(() => new RetryPolicy(1, second, 0.5));
        Assert.ThrowsAny<ArgumentException>(() => new RetryPolicy(1, second, 1, second / 2));
        Assert.ThrowsAny<ArgumentException>(() => new RetryPolicy(1, second, 1, null, second / 2));
        return Task.CompletedTask;
    }

    [Theory, Rule("5", "policy-defaults")]
    public Task A_retry_policy_has_the_documented_defaults(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        var policy = new RetryPolicy(1, TimeSpan.FromSeconds(1));
        Assert.Equal((1.0, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan), (policy.BackoffCoefficient, policy.MaxRetryInterval, policy.RetryTimeout));
        return Task.CompletedTask;
    }

    [Theory, Rule("5", "retry-ids", Seen = true)]
    public async Task Three_attempts_make_three_activities_and_three_timers_the_last_of_them_empty(Memory memory)
    {
        await using var durable = await StartAsync(memory, Boom.Orchestrator("Main", context
            => context.CallActivityAsync("Boom", 1, new TaskOptions(new RetryPolicy(3, TimeSpan.FromMilliseconds(100), 2)))));
        await RunAsync(durable);

        var asked = (await HistoryAsync(durable)).Where(line => line.StartsWith("TaskScheduled", StringComparison.Ordinal) || line.StartsWith("TimerCreated", StringComparison.Ordinal));
        Assert.Equal(["TaskScheduled#0", "TimerCreated#1", "TaskScheduled#2", "TimerCreated#3", "TaskScheduled#4", "TimerCreated#5"], asked);
        var waits = (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<TimerCreatedEvent>().Select(e => (e.FireAt - e.Timestamp).TotalMilliseconds);
        Assert.Equal([100.0, 200.0, 0.0], waits);
    }

    [Theory, Rule("5", "retry-last-task-id", Seen = true)]
    public async Task The_exception_in_the_end_is_that_of_the_last_attempt(Memory memory)
    {
        var result = await RunAsync(memory, Boom.Orchestrator("Main", context
            => context.CallActivityAsync("Boom", 1, new TaskOptions(new RetryPolicy(3, TimeSpan.FromMilliseconds(100), 2)))));

        Assert.Contains("(#4)", result.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, Rule("5", "retry-cap")]
    public async Task The_delay_never_exceeds_the_longest_interval(Memory memory)
    {
        var result = await RunAsync(memory, Boom.Orchestrator("Main", async context =>
        {
            var start = context.CurrentUtcDateTime;
            await ThrownAsync(() => context.CallActivityAsync("Boom", 1, new TaskOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1), 10, TimeSpan.FromSeconds(20)))));
            return (context.CurrentUtcDateTime - start).TotalSeconds;
        }));

        Assert.Equal(1 + 10 + 20 + 20, result.ReadOutputAs<double>());
    }

    [Theory, Rule("5", "retry-timeout")]
    public async Task The_retry_timeout_ends_the_attempts(Memory memory)
    {
        var runs = 0;
        await RunAsync(memory, Functions.Activity<int, int>("Boom", _ =>
        {
            runs++;
            throw new InvalidOperationException("boom");
        }).Orchestrator("Main", context
            => context.CallActivityAsync("Boom", 1, new TaskOptions(new RetryPolicy(100, TimeSpan.FromSeconds(10), 1, null, TimeSpan.FromSeconds(25))))));

        Assert.Equal(4, runs);
    }

    [Theory, Rule("5", "retry-filter-false")]
    public async Task A_filter_that_says_no_throws_without_a_timer(Memory memory)
    {
        await using var durable = await StartAsync(memory, Boom.Orchestrator("Main", context => context.CallActivityAsync(
            "Boom", 1, new TaskOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = failure => !failure.IsCausedBy<InvalidOperationException>() }))));
        await RunAsync(durable);

        Assert.DoesNotContain(await HistoryAsync(durable), line => line.StartsWith("Timer", StringComparison.Ordinal));
    }

    [Theory, Rule("5", "retry-filter-type")]
    public async Task A_filter_sees_the_type_and_message_of_the_failure(Memory memory)
    {
        string? seen = null;
        await RunAsync(memory, Boom.Orchestrator("Main", context => context.CallActivityAsync("Boom", 1, new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1))
        {
            HandleFailure = failure =>
            {
                seen = $"{failure.ErrorType}: {failure.ErrorMessage}";
                return false;
            },
        }))));

        Assert.Equal("System.InvalidOperationException: boom", seen);
    }

    [Theory, Rule("5", "retry-filter-throws")]
    public async Task A_filter_that_throws_counts_as_no(Memory memory)
    {
        var result = await RunAsync(memory, Boom.Orchestrator("Main", context => context.CallActivityAsync(
            "Boom", 1, new TaskOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = _ => throw new FormatException("filter") }))));

        Assert.Equal("System.InvalidOperationException", result.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Theory, Rule("5", "retry-success")]
    public async Task Retries_stop_at_the_first_success(Memory memory)
    {
        var runs = 0;
        var result = await RunAsync(memory, Functions.Activity<int, int>("Flaky", _ => ++runs < 3 ? throw new InvalidOperationException("not yet") : runs)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Flaky", 1, new TaskOptions(new RetryPolicy(9, TimeSpan.FromSeconds(1))))));

        Assert.Equal(3, result.ReadOutputAs<int>());
    }

    [Theory, Rule("5", "child-retry-same-id", Seen = true)]
    public async Task Every_retry_of_a_child_has_the_same_instance_id(Memory memory)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var runs = 0;
        await RunAsync(memory, Functions
            .Activity<string, int>("Note", id =>
            {
                ids.Add(id!);
                runs++;
                throw new InvalidOperationException("again");
            })
            .Orchestrator("Child", context => context.CallActivityAsync("Note", context.InstanceId))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync("Child", null, new TaskOptions(new RetryPolicy(3, TimeSpan.FromSeconds(1))))));

        Assert.Equal((1, 3), (ids.Count, runs));
    }

    [Theory, Rule("5", "handler", Seen = true)]
    public async Task A_retry_handler_counts_failures_from_one_sees_the_last_and_may_wait(Memory memory)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var result = await RunAsync(memory, Boom.Orchestrator("Main", context => context.CallActivityAsync("Boom", 1, TaskOptions.FromRetryHandler(async retry =>
        {
            seen.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalSeconds}");
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(10), CancellationToken.None);
            return retry.LastAttemptNumber < 3;
        }))));

        Assert.Equal(["1 boom 0", "2 boom 10", "3 boom 20"], seen);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
    }

    [Theory, Rule("5", "handler-no-delay")]
    public async Task A_retry_handler_makes_no_timers_by_itself(Memory memory)
    {
        await using var durable = await StartAsync(memory, Boom.Orchestrator("Main", context
            => context.CallActivityAsync("Boom", 1, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3))));
        await RunAsync(durable);

        var asked = (await HistoryAsync(durable)).Where(line => line.Contains('#', StringComparison.Ordinal));
        Assert.Equal(["TaskScheduled#0", "TaskScheduled#1", "TaskScheduled#2", "ExecutionCompleted#3"], asked);
    }

    [Theory, Rule("5", "missing-activity")]
    public async Task A_missing_activity_fails_the_call_and_names_it(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
        {
            try
            {
                await context.CallActivityAsync("Gone");
                return null;
            }
            catch (TaskFailedException e)
            {
                return $"{e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage}";
            }
        });

        Assert.StartsWith(
            "(unknown) The function 'Gone' doesn't exist, is disabled, or is not an activity function. Additional info: ", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Theory, Rule("5", "missing-orchestrator")]
    public async Task Starting_a_missing_orchestrator_throws_at_the_client(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions);

        Assert.Contains(
            "Failed to start instance with ID", await ThrownAsync(() => durable.Client.ScheduleNewOrchestrationInstanceAsync("Gone")), StringComparison.Ordinal);
    }

    [Theory, Rule("5", "missing-child")]
    public async Task A_missing_child_fails_the_call(Memory memory)
    {
        var result = await RunAsync(memory, async context => await ThrownAsync(() => context.CallSubOrchestratorAsync("Gone")));

        Assert.Contains("The function 'Gone' doesn't exist", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }
}
