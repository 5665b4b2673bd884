using DurableTask.Core.History;
using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable.Orchestrations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Expenses.Engine.Tests;

/// <summary>Execution model: durable-semantics §1, §2, §9.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void Guids_are_the_real_engines()
    {
        var time = DateTime.Parse("2026-11-20T23:44:39.3709271Z", null, System.Globalization.DateTimeStyles.RoundtripKind);

        Assert.Equal("9e91640a-e74b-5392-86a8-17e75d81a72c", DeterministicGuid.Create("abc", time, 0).ToString());
        Assert.Equal("1d304043-d5a6-5650-8df7-a5b768469cd0", DeterministicGuid.Create("abc", time, 1).ToString());
        Assert.Equal("31b193a1-b817-5183-8323-1c16ed431eea", DeterministicGuid.Create("abc", time, 2).ToString());
    }

    [Fact]
    public async Task The_history_of_one_activity_has_the_shape_of_the_real_one()
    {
        var functions = new TestFunctions()
            .Activity<string, string>("A", value => value!)
            .Orchestrator("Main", context => context.CallActivityAsync<string>("A", "a"));
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");

        var history = await engine.Client.GetOrchestrationHistoryAsync(result.InstanceId);
        Assert.Equal(
            [
                "OrchestratorStarted-1", "ExecutionStarted-1", "TaskScheduled0", "OrchestratorCompleted-1",
                "OrchestratorStarted-1", "TaskCompleted-1", "ExecutionCompleted1", "OrchestratorCompleted-1",
            ],
            history.Select(e => $"{e.EventType}{e.EventId}"));
        Assert.Equal("[\"a\"]", history.OfType<TaskScheduledEvent>().Single().Input);
    }

    [Fact]
    public async Task Between_steps_the_function_stays_in_memory_and_is_replayed_only_after_a_restart()
    {
        var functions = new TestFunctions()
            .Activity<int, int>("A", value => value)
            .Orchestrator("Main", async context =>
            {
                for (var i = 0; i < 5; i++)
                {
                    await context.CallActivityAsync<int>("A", i);
                }

                return await context.WaitForExternalEvent<string>("end");
            });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        Assert.Equal(1, functions.Invocations["Main"]);

        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "end", "x");
        await engine.CompletedAsync(id);

        Assert.Equal(2, functions.Invocations["Main"]);
        Assert.Equal(5, functions.Runs.Count);
    }

    [Fact]
    public async Task Clock_guids_and_replay_flag_are_the_same_in_a_replay()
    {
        var passes = new List<string>();
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            var values = $"{context.CurrentUtcDateTime:o} {context.NewGuid()}";
            await context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
            values += $" {context.CurrentUtcDateTime:o} {context.NewGuid()} {context.CurrentUtcDateTime.Kind}";
            passes.Add($"{context.IsReplaying}");
            await context.WaitForExternalEvent<int>("end");
            passes.Add($"{context.IsReplaying}");
            return values;
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        await engine.PassTimeAsync(TimeSpan.FromSeconds(6));
        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "end", 1);
        var replayed = (await engine.CompletedAsync(id)).ReadOutputAs<string>()!;

        Assert.Equal(["False", "True", "False"], passes);
        var parts = replayed.Split(' ');
        Assert.Equal(parts[1], DeterministicGuid.Create(id, DateTime.Parse(parts[0], null, System.Globalization.DateTimeStyles.RoundtripKind), 0).ToString());
        Assert.Equal(parts[3], DeterministicGuid.Create(id, DateTime.Parse(parts[2], null, System.Globalization.DateTimeStyles.RoundtripKind), 1).ToString());
        Assert.Equal("Utc", parts[4]);
    }

    [Fact]
    public async Task The_replay_safe_logger_writes_each_line_once()
    {
        using var log = new ListLoggerFactory();
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            var logger = context.CreateReplaySafeLogger("Test");
            logger.LogInformation("first");
            await context.WaitForExternalEvent<int>("end");
            logger.LogInformation("second");
        });
        await using var engine = await TestEngine.StartAsync(functions, log);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "end", 1);
        await engine.CompletedAsync(id);

        Assert.Equal(["first", "second"], log.Lines("Test"));
    }

    [Theory]
    [InlineData("other name", "scheduled an activity task named 'B' in its place")]
    [InlineData("other kind", "scheduled a timer in its place")]
    [InlineData("nothing", "has not (yet?) scheduled it: it waits for something else")]
    [InlineData("its end", "has not (yet?) scheduled it: it has ended")]
    [InlineData("a failure", "has not (yet?) scheduled it: it has failed with System.FormatException: new code")]
    [InlineData("a foreign task", "has not (yet?) scheduled it: it awaits something that is not a durable task of its context")]
    public async Task Changed_code_is_reported_as_non_deterministic(string change, string came)
    {
        var foreign = new TaskCompletionSource().Task;
        var changed = false;
        var functions = new TestFunctions()
            .Activity<int, int>("A", value => value)
            .Activity<int, int>("B", value => value)
            .Orchestrator("Main", async context =>
            {
                switch (changed ? change : "as before")
                {
                    case "other name":
                        await context.CallActivityAsync<int>("B", 1);
                        break;
                    case "other kind":
                        await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                        break;
                    case "as before":
                        await context.CallActivityAsync<int>("A", 1);
                        break;
                    case "its end":
                        return;
                    case "a failure":
                        throw new FormatException("new code");
                    case "a foreign task":
                        await foreign;
                        break;
                }

                await context.WaitForExternalEvent<int>("end");
            });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        changed = true;
        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "end", 1);

        var result = await engine.CompletedAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", result.FailureDetails!.ErrorType);
        Assert.StartsWith(
            "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task named 'A' with sequence ID 0 "
            + $"(history event 2, TaskScheduled), but the current replay {came}.",
            result.FailureDetails.ErrorMessage,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_input_is_not_a_change_of_the_code()
    {
        var input = 1;
        var functions = new TestFunctions()
            .Activity<int, int>("A", value => value)
            .Orchestrator("Main", async context =>
            {
                var result = await context.CallActivityAsync<int>("A", input);
                await context.WaitForExternalEvent<int>("end");
                return result;
            });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        input = 2;
        await engine.RestartAsync();
        await engine.Client.RaiseEventAsync(id, "end", 1);

        Assert.Equal(1, (await engine.CompletedAsync(id)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Awaiting_a_foreign_task_fails_the_instance_instead_of_hanging(bool whileAnEventIsAwaited)
    {
        var foreign = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Activity<int, int>("A", value => value)
            .Orchestrator("Main", async context =>
            {
                if (whileAnEventIsAwaited)
                {
                    _ = context.WaitForExternalEvent<int>("never");
                }

                await foreign.Task;
                return context.IsReplaying;
            });
        await using var engine = await TestEngine.StartAsync(functions);

        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        foreign.SetResult();
        var result = await engine.CompletedAsync(id);

        Assert.Equal("System.InvalidOperationException", result.FailureDetails!.ErrorType);
        Assert.StartsWith("An invalid asynchronous invocation was detected", result.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_refuses_other_threads()
    {
        TaskOrchestrationContext? leaked = null;
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            leaked = context;
            await context.WaitForExternalEvent<int>("never");
        });
        await using var engine = await TestEngine.StartAsync(functions);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();

        Assert.Throws<InvalidOperationException>(() => leaked!.NewGuid());
        Assert.Throws<InvalidOperationException>(() => leaked!.SetCustomStatus(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => leaked!.CallActivityAsync("A"));
    }

    [Fact]
    public async Task A_very_long_chain_of_waits_does_not_overflow_the_stack()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            var sum = 0;
            for (var i = 0; i < 3000; i++)
            {
                sum += await context.WaitForExternalEvent<int>("n");
            }

            return sum;
        });
        await using var engine = await TestEngine.StartAsync(functions);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("x"));

        await Task.WhenAll(Enumerable.Range(0, 3000).Select(_ => engine.Client.RaiseEventAsync("x", "n", 1)));

        Assert.Equal(3000, (await engine.CompletedAsync("x")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Evicted_instances_are_rebuilt_by_replay()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
            await context.WaitForExternalEvent<int>("a") + await context.WaitForExternalEvent<int>("b"));
        await using var engine = await TestEngine.StartAsync(
            functions, path => new LocalHost.Durable.DurableEngineOptions { DatabasePath = path, SyncsCommits = false, MaxCachedInstances = 2 });
        var ids = Enumerable.Range(0, 10).Select(i => $"i{i}").ToList();
        foreach (var id in ids)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions(id));
            await engine.Client.RaiseEventAsync(id, "a", 1);
        }

        await engine.IdleAsync();
        Assert.InRange(engine.Engine.CachedInstances, 0, 2);
        foreach (var id in ids)
        {
            await engine.Client.RaiseEventAsync(id, "b", 2);
            Assert.Equal(3, (await engine.CompletedAsync(id)).ReadOutputAs<int>());
        }
    }
}
