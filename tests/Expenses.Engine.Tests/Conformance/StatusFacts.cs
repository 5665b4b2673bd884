using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>What a client sees of an instance, and what it may ask of one in a status: durable-semantics §7-§10, §12.</summary>
public sealed class StatusFacts : ConformanceSuite
{
    private static FunctionSet Waiting => Functions.Orchestrator("Main", context => context.WaitForExternalEvent<int>("go"));

    [Theory, Rule("2", "no-input-null")]
    public async Task An_activity_without_input_is_stored_with_null_in_its_array(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Activity<string, string>("Work", input => $"[{input}]")
            .Orchestrator("Main", context => context.CallActivityAsync<string>("Work")));

        Assert.Equal("[]", (await RunAsync(durable)).ReadOutputAs<string>());
        var scheduled = (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<DurableTask.Core.History.TaskScheduledEvent>();
        Assert.Equal("[null]", Assert.Single(scheduled).Input);
    }

    [Theory, Rule("7", "status-between")]
    public async Task Between_generations_the_status_is_running(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            await context.WaitForExternalEvent<int>("go");
            context.ContinueAsNew();
        }));
        await BeginAsync(durable);
        await durable.Client.RaiseEventAsync("main", "go", 1);
        await durable.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("8", "custom-status-with-payloads")]
    public async Task The_custom_status_comes_with_the_payloads_only(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context =>
        {
            context.SetCustomStatus("here");
            return Task.CompletedTask;
        }));
        await RunAsync(durable);

        Assert.Null((await durable.Client.GetInstanceAsync("main"))!.SerializedCustomStatus);
        Assert.Equal("\"here\"", (await LookAsync(durable)).SerializedCustomStatus);
    }

    [Theory, Rule("8", "custom-status-too-large")]
    public async Task A_custom_status_over_the_documented_16_KB_is_an_argument_error(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
            await ThrownAsync(() =>
            {
                context.SetCustomStatus(new string('x', 16 * 1024 / 2));
                return Task.CompletedTask;
            }));

        Assert.StartsWith("ArgumentException", result.ReadOutputAs<string>(), StringComparison.Ordinal);
        Assert.Null(result.SerializedCustomStatus);
    }

    [Theory, Rule("8", "suspended-activity", Seen = true)]
    public async Task An_activity_that_runs_ends_during_a_suspension_and_is_heard_after_it(Memory memory)
    {
        var gate = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = Functions.Orchestrator("Main", context => context.CallActivityAsync<int>("Work"));
        functions.Activities["Work"] = _ => gate.Task;
        await using var durable = await StartAsync(memory, functions);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main"));
        await durable.Client.WaitForInstanceStartAsync("main");
        await durable.Client.SuspendInstanceAsync("main");
        gate.SetResult(5);
        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await LookAsync(durable)).RuntimeStatus);
        await durable.Client.ResumeInstanceAsync("main");

        Assert.Equal(5, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("8", "terminate-pending")]
    public async Task A_pending_instance_can_be_terminated(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main", durable.Now.AddDays(1)));
        await durable.Client.TerminateInstanceAsync("main", "enough");
        await durable.SettleAsync();

        var ended = await LookAsync(durable);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "\"enough\"", null), (ended.RuntimeStatus, ended.SerializedOutput, ended.FailureDetails));
    }

    [Theory, Rule("8", "unknown")]
    public async Task What_is_asked_of_an_unknown_instance_is_an_argument_error(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);

        await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.SuspendInstanceAsync("x"));
        await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.ResumeInstanceAsync("x"));
        await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.TerminateInstanceAsync("x"));
        await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.RewindInstanceAsync("x", "why"));
    }

    [Theory, Rule("9", "guid-consumers")]
    public async Task Entities_and_children_without_an_id_take_guids_from_the_same_counter(Memory memory)
    {
        var child = string.Empty;
        var result = await RunAsync(memory, Functions
            .Entity<Nothing>("nothing")
            .Orchestrator("Child", context => Task.FromResult(child = context.InstanceId))
            .Orchestrator("Main", async context =>
            {
                var now = context.CurrentUtcDateTime;
                await context.Entities.SignalEntityAsync(new EntityInstanceId("nothing", "x"), "touch");
                var called = context.Entities.CallEntityAsync<int>(new EntityInstanceId("nothing", "x"), "touch");
                var child = context.CallSubOrchestratorAsync<string>("Child");
                var mine = context.NewGuid();
                await Task.WhenAll(called, child);
                return mine == Uuid5.Create("main", now, 3) && await child == Uuid5.Create("main", now, 2).ToString("N");
            }));

        Assert.True(result.ReadOutputAs<bool>());
    }

    [Theory, Rule("10", "wait-start-suspended")]
    public async Task A_suspended_instance_counts_as_started(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main");
        await durable.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await durable.Client.WaitForInstanceStartAsync("main")).RuntimeStatus);
    }

    [Theory, Rule("10", "query-payloads")]
    public async Task A_query_fetches_payloads_on_request_only(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => Task.FromResult(context.GetInput<int>())));
        await RunAsync(durable, 3);
        var found = new List<string?>();
        foreach (var fetch in new[] { false, true })
        {
            await foreach (var instance in durable.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: fetch)))
            {
                found.Add(instance.SerializedOutput);
            }
        }

        Assert.Equal([null, "3"], found);
    }

    [Theory, Rule("10", "page-size-default")]
    public Task A_page_has_100_instances_unless_asked_otherwise(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        Assert.Equal(100, OrchestrationQuery.DefaultPageSize);
        return Task.CompletedTask;
    }

    [Theory, Rule("10", "restart-same-id")]
    public async Task A_restart_under_its_own_id_replaces_the_ended_instance(Memory memory)
    {
        var runs = 0;
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => Task.FromResult($"{context.GetInput<int>()} {++runs}")));
        await RunAsync(durable, 7);

        Assert.Equal("main", await durable.Client.RestartAsync("main"));
        await durable.SettleAsync();
        Assert.Equal("7 2", (await LookAsync(durable)).ReadOutputAs<string>());
    }

    [Theory, Rule("12", "no-fields")]
    public async Task Fields_are_not_written(Memory memory)
        => Assert.Equal("{\"Property\":1}", (await RunAsync(memory, _ => Task.FromResult<object?>(new WithField()))).SerializedOutput);

    private sealed class Nothing : TaskEntity<int>
    {
        public int Touch() => ++State;
    }

    private sealed class WithField
    {
#pragma warning disable CA1051, S1104, CA1823, IDE0044 // A field is what the fact is about.
        public int Field = 2;
#pragma warning restore CA1051, S1104, CA1823, IDE0044

        public int Property { get; } = 1;
    }
}
