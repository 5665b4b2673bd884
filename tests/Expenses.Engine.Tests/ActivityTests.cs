using System.Collections.Concurrent;
using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>Activities, retries and failures: durable-semantics §5 and §6.</summary>
public sealed class ActivityTests
{
    private static TestFunctions Failing(int failures, Func<TaskOrchestrationContext, Task<string>> main)
    {
        var calls = 0;
        return new TestFunctions()
            .Activity<int, string>("Try", _ => ++calls <= failures ? throw new InvalidOperationException($"no {calls}") : "ok")
            .Orchestrator("Main", main);
    }

    [Fact]
    public async Task A_failing_activity_throws_TaskFailedException_with_name_id_and_details()
    {
        TaskFailedException? seen = null;
        await using var engine = await TestEngine.StartAsync(Failing(1, async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("Try", 1);
            }
            catch (TaskFailedException e)
            {
                seen = e;
                return "caught";
            }
        }));

        var result = await engine.RunAsync("Main");

        Assert.Equal("caught", result.ReadOutputAs<string>());
        Assert.Equal("Task 'Try' (#0) failed with an unhandled exception: no 1", seen!.Message);
        Assert.Equal(("Try", 0), (seen.TaskName, seen.TaskId));
        Assert.Equal("System.InvalidOperationException", seen.FailureDetails.ErrorType);
        Assert.True(seen.FailureDetails.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task An_escaping_exception_fails_the_instance_with_its_chain_and_plain_text_output()
    {
        await using var engine = await TestEngine.StartAsync(Failing(1, context => context.CallActivityAsync<string>("Try", 1)));

        var result = await engine.RunAsync("Main");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", result.FailureDetails!.ErrorType);
        Assert.Equal("System.InvalidOperationException", result.FailureDetails.InnerFailure!.ErrorType);
        Assert.Equal($"{result.FailureDetails.ErrorType}: {result.FailureDetails.ErrorMessage}", result.SerializedOutput);
    }

    [Fact]
    public async Task A_retry_policy_waits_with_durable_timers_and_takes_new_sequence_ids()
    {
        TaskFailedException? seen = null;
        await using var engine = await TestEngine.StartAsync(Failing(9, async context =>
        {
            try
            {
                var policy = new RetryPolicy(3, TimeSpan.FromMilliseconds(100), 2);
                return await context.CallActivityAsync<string>("Try", 1, TaskOptions.FromRetryPolicy(policy));
            }
            catch (TaskFailedException e)
            {
                seen = e;
                return "gave up";
            }
        }));

        var result = await engine.RunAsync("Main");

        // Ids 0 activity, 1 timer(+100), 2 activity, 3 timer(+200), 4 activity, 5 timer(+0) (§5).
        Assert.Equal(4, seen!.TaskId);
        var history = await engine.Client.GetOrchestrationHistoryAsync(result.InstanceId);
        Assert.Equal(
            ["TaskScheduled#0", "TimerCreated#1", "TaskScheduled#2", "TimerCreated#3", "TaskScheduled#4", "TimerCreated#5"],
            history.Where(e => e.EventId >= 0 && e.EventId < 6).Select(e => $"{e.EventType}#{e.EventId}"));
        Assert.Equal(TimeSpan.FromMilliseconds(300), result.LastUpdatedAt - result.CreatedAt);
    }

    [Fact]
    public async Task A_retry_policy_stops_at_the_first_success()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(1));
        await using var engine = await TestEngine.StartAsync(Failing(2, context => context.CallActivityAsync<string>("Try", 1, new TaskOptions(policy))));

        var result = await engine.RunAsync("Main");

        Assert.Equal("ok", result.ReadOutputAs<string>());
        Assert.Equal(3, engine.Functions.Runs.Count);
    }

    [Fact]
    public async Task A_failure_filter_that_says_no_or_throws_ends_the_retries()
    {
        foreach (var filter in new Func<TaskFailureDetails, bool>[] { _ => false, _ => throw new InvalidOperationException("filter") })
        {
            var policy = new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = filter };
            await using var engine = await TestEngine.StartAsync(Failing(9, context => context.CallActivityAsync<string>("Try", 1, new TaskOptions(policy))));

            var result = await engine.RunAsync("Main");

            Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
            Assert.Single(engine.Functions.Runs);
        }
    }

    [Fact]
    public async Task The_retry_timeout_ends_the_retries()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(25));
        await using var engine = await TestEngine.StartAsync(Failing(99, context => context.CallActivityAsync<string>("Try", 1, new TaskOptions(policy))));

        await engine.RunAsync("Main");

        Assert.Equal(4, engine.Functions.Runs.Count);
    }

    [Fact]
    public async Task A_retry_handler_sees_attempt_numbers_and_may_wait_on_timers()
    {
        var seen = new List<string>();
        await using var engine = await TestEngine.StartAsync(Failing(9, context =>
        {
            async Task<bool> HandleAsync(RetryContext retry)
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
                if (!retry.OrchestrationContext.IsReplaying)
                {
                    seen.Add($"{retry.LastAttemptNumber} {retry.TotalRetryTime.TotalSeconds} {retry.LastFailure.ErrorMessage}");
                }

                return retry.LastAttemptNumber < 3;
            }

            return context.CallActivityAsync<string>("Try", 1, TaskOptions.FromRetryHandler(HandleAsync));
        }));

        var result = await engine.RunAsync("Main");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Equal(["1 0 no 1", "2 2 no 2", "3 4 no 3"], seen);
    }

    [Fact]
    public async Task A_missing_activity_fails_the_call_with_an_unknown_error_type()
    {
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator("Main", context => context.CallActivityAsync("Nope")));

        var result = await engine.RunAsync("Main");

        Assert.Equal("(unknown)", result.FailureDetails!.InnerFailure!.ErrorType);
        Assert.StartsWith("The function 'Nope' doesn't exist", result.FailureDetails.InnerFailure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_given_as_input_are_refused()
    {
        await using var engine = await TestEngine.StartAsync(Failing(
            0, context => context.CallActivityAsync<string>("Try", input: new TaskOptions(new RetryPolicy(1, TimeSpan.FromSeconds(1))))));

        var result = await engine.RunAsync("Main");

        Assert.Equal("System.ArgumentException", result.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task An_activity_without_input_gets_null_and_its_history_an_array_of_null()
    {
        string? input = "unset";
        var functions = new TestFunctions()
            .Activity<string, int>("NoInput", value =>
            {
                input = value;
                return 1;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("NoInput"));
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");

        Assert.Null(input);
        var history = await engine.Client.GetOrchestrationHistoryAsync(result.InstanceId);
        Assert.Equal("[null]", history.OfType<global::DurableTask.Core.History.TaskScheduledEvent>().Single().Input);
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_allowed_and_instances_take_turns()
    {
        var running = 0;
        var most = 0;
        var gate = new Lock();
        var order = new ConcurrentQueue<string>();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Activity<string, int>("Work", async (input, _) =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++running);
                }

                order.Enqueue(input!);
                await open.Task;
                lock (gate)
                {
                    running--;
                }

                return 0;
            })
            .Orchestrator("Main", context => Task.WhenAll(
                Enumerable.Range(0, context.GetInput<int>()).Select(_ => context.CallActivityAsync<int>("Work", context.InstanceId))));
        await using var engine = await TestEngine.StartAsync(
            functions, path => new DurableEngineOptions { DatabasePath = path, SyncsCommits = false, MaxConcurrentActivities = 2 });

        var big = engine.RunAsync("Main", 60, "big");
        await engine.UntilAsync(() => order.Count == 2);
        var small = engine.RunAsync("Main", 1, "small");
        await engine.Client.WaitForInstanceStartAsync("small");
        open.SetResult();
        await small;
        var beforeSmall = order.TakeWhile(id => id != "small").Count();
        await big;

        Assert.InRange(most, 1, 2);
        Assert.True(beforeSmall < 10, $"the small instance waited for {beforeSmall} activities of the big one");
    }

    [Fact]
    public async Task A_thousand_activities_fan_out_and_in()
    {
        var functions = new TestFunctions()
            .Activity<int, int>("Square", value => value * value)
            .Orchestrator("Main", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => context.CallActivityAsync<int>("Square", i)))).Sum());
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");

        Assert.Equal(Enumerable.Range(0, 1000).Sum(i => i * i), result.ReadOutputAs<int>());
        Assert.Equal(1000, functions.Runs.Distinct().Count());
        Assert.Equal(1000, functions.Runs.Count);
    }
}
