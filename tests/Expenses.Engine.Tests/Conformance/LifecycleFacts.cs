using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Custom status, suspend, resume, terminate, rewind: durable-semantics §8.</summary>
public sealed class LifecycleFacts : ConformanceSuite
{
    private static FunctionSet Waiting => Functions.Orchestrator("Main", context => context.WaitForExternalEvent<int>("go"));

    [Theory, Rule("8", "custom-status")]
    public async Task The_custom_status_is_the_value_set_last(Memory memory)
    {
        var result = await RunAsync(memory, context =>
        {
            context.SetCustomStatus("a");
            context.SetCustomStatus(new { Step = 2 });
            return Task.FromResult<object?>(null);
        });

        Assert.Equal("{\"Step\":2}", result.SerializedCustomStatus);
    }

    [Theory, Rule("8", "custom-status-null")]
    public async Task Null_clears_the_custom_status(Memory memory)
    {
        var result = await RunAsync(memory, context =>
        {
            context.SetCustomStatus("a");
            context.SetCustomStatus(null);
            return Task.FromResult<object?>(null);
        });

        Assert.Null(result.SerializedCustomStatus);
    }

    [Theory, Rule("8", "custom-status-size")]
    public async Task A_custom_status_of_the_documented_16_KB_is_taken(Memory memory)
    {
        var text = new string('x', (16 * 1024 / 2) - 2);
        var result = await RunAsync(memory, context =>
        {
            context.SetCustomStatus(text);
            return Task.FromResult<object?>(null);
        });

        Assert.Equal(text, result.ReadCustomStatusAs<string>());
    }

    [Theory, Rule("8", "suspend-resume", Seen = true)]
    public async Task Suspend_and_resume_change_the_status(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main", "why");
        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await LookAsync(durable)).RuntimeStatus);
        await durable.Client.ResumeInstanceAsync("main", "on");
        await durable.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("8", "suspended-timer")]
    public async Task A_timer_that_fires_during_a_suspension_is_heard_after_it(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None)));
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main");
        await durable.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await LookAsync(durable)).RuntimeStatus);
        await durable.Client.ResumeInstanceAsync("main");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await durable.EndAsync("main")).RuntimeStatus);
    }

    [Theory, Rule("8", "suspend-refused")]
    public async Task Suspend_is_for_running_and_resume_for_suspended_ones(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable);
        Assert.StartsWith("InvalidOperationException", await ThrownAsync(() => durable.Client.ResumeInstanceAsync("main")), StringComparison.Ordinal);
        await durable.Client.SuspendInstanceAsync("main");
        await durable.SettleAsync();

        Assert.StartsWith("InvalidOperationException", await ThrownAsync(() => durable.Client.SuspendInstanceAsync("main")), StringComparison.Ordinal);
    }

    [Theory, Rule("8", "terminate", Seen = true)]
    public async Task Terminate_ends_at_once_with_the_output_as_json(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable);
        await durable.Client.TerminateInstanceAsync("main", "bye");
        var result = await durable.EndAsync("main");

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "\"bye\""), (result.RuntimeStatus, result.SerializedOutput));
        Assert.Null(result.FailureDetails);
    }

    [Theory, Rule("8", "terminate-suspended", Seen = true)]
    public async Task A_suspended_instance_can_be_terminated(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable);
        await durable.Client.SuspendInstanceAsync("main");
        await durable.Client.TerminateInstanceAsync("main");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await durable.EndAsync("main")).RuntimeStatus);
    }

    [Theory, Rule("8", "terminate-ended")]
    public async Task Terminating_an_ended_instance_is_an_invalid_operation(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", _ => Task.CompletedTask));
        await RunAsync(durable);

        Assert.StartsWith("InvalidOperationException", await ThrownAsync(() => durable.Client.TerminateInstanceAsync("main")), StringComparison.Ordinal);
    }

    [Theory, Rule("8", "terminate-recursive")]
    public async Task Recursive_termination_leaves_children_running_as_on_azure_storage(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "kid"))));
        await BeginAsync(durable);
        await durable.Client.TerminateInstanceAsync("main", new TerminateInstanceOptions(null, Recursive: true));
        await durable.EndAsync("main");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable, "kid")).RuntimeStatus);
    }

    [Theory, Rule("8", "rewind")]
    public async Task Rewind_runs_only_what_failed_again(Memory memory)
    {
        var runs = new List<string>();
        await using var durable = await StartAsync(memory, Functions
            .Activity<string, string>("Note", text =>
            {
                runs.Add(text!);
                return text == "bad" && runs.Count < 3 ? throw new FormatException("first time") : text!;
            })
            .Orchestrator("Main", async context => await context.CallActivityAsync<string>("Note", "good") + await context.CallActivityAsync<string>("Note", "bad")));
        await RunAsync(durable);
        await durable.Client.RewindInstanceAsync("main", "again");

        Assert.Equal("goodbad", (await durable.EndAsync("main")).ReadOutputAs<string>());
        Assert.Equal(["good", "bad", "bad"], runs);
    }

    [Theory, Rule("8", "rewind-refused")]
    public async Task Only_a_failed_instance_can_be_rewound(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable);

        Assert.StartsWith("InvalidOperationException", await ThrownAsync(() => durable.Client.RewindInstanceAsync("main", "x")), StringComparison.Ordinal);
    }
}
