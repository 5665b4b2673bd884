using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The shape of failures: durable-semantics §6.</summary>
public sealed class FailureFacts : ConformanceSuite
{
    private static FunctionSet Boom => Functions.Activity<string, int>(
        "Boom", text => throw new InvalidOperationException(text, new FormatException("inner")));

    [Theory, Rule("6", "activity-message", Seen = true)]
    public async Task An_activitys_failure_has_the_real_message(Memory memory)
        => Assert.Equal("Task 'Boom' (#0) failed with an unhandled exception: bad", (await CaughtAsync(memory, "bad")).Message);

    [Theory, Rule("6", "activity-name-id", Seen = true)]
    public async Task An_activitys_failure_has_name_and_id(Memory memory)
    {
        var failure = await CaughtAsync(memory, "bad");

        Assert.Equal(("Boom", 0), (failure.TaskName, failure.TaskId));
    }

    [Theory, Rule("6", "activity-details", Seen = true)]
    public async Task An_activitys_failure_has_type_message_and_stack(Memory memory)
    {
        var details = (await CaughtAsync(memory, "bad")).FailureDetails;

        Assert.Equal(("System.InvalidOperationException", "bad"), (details.ErrorType, details.ErrorMessage));
        Assert.NotNull(details.StackTrace);
    }

    [Theory, Rule("6", "activity-inner-chain", Seen = true)]
    public async Task An_activitys_failure_has_its_chain(Memory memory)
    {
        var inner = (await CaughtAsync(memory, "bad")).FailureDetails.InnerFailure!;

        Assert.Equal(("System.FormatException", "inner"), (inner.ErrorType, inner.ErrorMessage));
    }

    [Theory, Rule("6", "inner-exception", Seen = true)]
    public async Task The_inner_exception_is_the_engines_own_and_not_the_original(Memory memory)
    {
        var inner = Assert.IsType<DurableTask.Core.Exceptions.TaskFailedException>((await CaughtAsync(memory, "bad")).InnerException);

        Assert.Equal(("bad", "System.InvalidOperationException"), (inner.Message, inner.FailureDetails.ErrorType));
    }

    [Theory, Rule("6", "no-detail-text", Seen = true)]
    public async Task Without_a_text_the_message_ends_after_exception(Memory memory)
        => Assert.Equal("Task 'Boom' (#0) failed with an unhandled exception.", (await CaughtAsync(memory, string.Empty)).Message);

    [Theory, Rule("6", "child-inner-null", Seen = true)]
    public async Task A_childs_failure_has_no_inner_exception_and_its_own_details(Memory memory)
    {
        TaskFailedException? seen = null;
        await RunAsync(memory, Functions
            .Orchestrator("Child", _ => throw new FormatException("kid"))
            .Orchestrator("Main", async context => seen = await CatchAsync(context.CallSubOrchestratorAsync("Child"))));

        Assert.Null(seen!.InnerException);
        Assert.Equal(("System.FormatException", "kid"), (seen.FailureDetails.ErrorType, seen.FailureDetails.ErrorMessage));
    }

    [Theory, Rule("6", "depth", Seen = true)]
    public async Task Depth_grows_by_one_for_each_level(Memory memory)
    {
        var details = (await RunAsync(memory, Boom
            .Orchestrator("Child", context => context.CallActivityAsync("Boom", "deep"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync("Child")))).FailureDetails!;

        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details.ErrorType);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details.InnerFailure!.ErrorType);
        Assert.Equal("System.InvalidOperationException", details.InnerFailure.InnerFailure!.ErrorType);
    }

    [Theory, Rule("6", "escaping-output", Seen = true)]
    public async Task An_escaping_exception_is_the_plain_text_output(Memory memory)
    {
        var result = await RunAsync(memory, _ => throw new FormatException("no \"json\""));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Equal("System.FormatException: no \"json\"", result.SerializedOutput);
    }

    [Theory, Rule("6", "escaping-details", Seen = true)]
    public async Task An_escaping_exception_has_its_details(Memory memory)
    {
        var result = await RunAsync(memory, _ => throw new FormatException("x"));

        Assert.Equal(("System.FormatException", "x"), (result.FailureDetails!.ErrorType, result.FailureDetails.ErrorMessage));
    }

    [Theory, Rule("6", "terminated-child", Seen = true)]
    public async Task A_terminated_child_fails_its_parent_without_details(Memory memory)
    {
        TaskFailedException? seen = null;
        await using var durable = await StartAsync(memory, Functions
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("never"))
            .Orchestrator("Main", async context
                => seen = await CatchAsync(context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "kid")))));
        await BeginAsync(durable);
        await durable.Client.TerminateInstanceAsync("kid");
        await durable.EndAsync("main");

        Assert.Null(seen!.FailureDetails);
        Assert.Equal("Task 'Child' (#0) failed with an unhandled exception.", seen.Message);
    }

    [Theory, Rule("6", "caused-by")]
    public async Task IsCausedBy_finds_base_types_by_name(Memory memory)
    {
        var details = (await CaughtAsync(memory, "bad")).FailureDetails;

        Assert.True(details.IsCausedBy<InvalidOperationException>());
        Assert.True(details.IsCausedBy<SystemException>());
        Assert.False(details.IsCausedBy<FormatException>());
    }

    private static async Task<TaskFailedException> CaughtAsync(Memory memory, string text)
    {
        TaskFailedException? seen = null;
        await RunAsync(memory, Boom.Orchestrator("Main", async context => seen = await CatchAsync(context.CallActivityAsync("Boom", text))));
        return seen!;
    }

    private static async Task<TaskFailedException?> CatchAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (TaskFailedException e)
        {
            return e;
        }
    }
}
