using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>An app that no longer has a function whose instances run, and one that has it again: durable-semantics §5, last lines.</summary>
public sealed class MissingFunctionFacts : ConformanceSuite
{
    private static FunctionSet Whole => Functions
        .Activity<int, int>("Double", value => value * 2)
        .Orchestrator("Child", context => context.WaitForExternalEvent<int>("n"))
        .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", null, new SubOrchestrationOptions(instanceId: "main")))
        .Orchestrator("Main", async context => await context.CallActivityAsync<int>("Double", await context.WaitForExternalEvent<int>("n")));

    private static FunctionSet Without(string name)
    {
        var functions = Whole;
        functions.Orchestrators.Remove(name);
        return functions;
    }

    [Theory, Rule("5", "vanished")]
    public async Task An_instance_whose_orchestrator_has_vanished_fails_at_its_next_step(Memory memory)
    {
        await using var durable = await VanishedAsync(memory, "Main");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
        await durable.Client.RaiseEventAsync("main", "n", 21);

        var ended = await durable.EndAsync("main");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.StartsWith(
            "The function 'Main' doesn't exist, is disabled, or is not an orchestrator function. Additional info: ",
            ended.FailureDetails!.ErrorMessage,
            StringComparison.Ordinal);
    }

    [Theory, Rule("5", "vanished-unnoticed")]
    public async Task One_that_took_no_step_meanwhile_goes_on_when_its_orchestrator_is_back(Memory memory)
    {
        await using var durable = await VanishedAsync(memory, "Main");
        await durable.RestartAsync(Whole);
        await durable.Client.RaiseEventAsync("main", "n", 21);

        Assert.Equal(42, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("5", "vanished-rewind")]
    public async Task One_that_has_failed_for_it_goes_on_by_a_rewind(Memory memory)
    {
        await using var durable = await VanishedAsync(memory, "Main");
        await durable.Client.RaiseEventAsync("main", "n", 21);
        await durable.EndAsync("main");
        await durable.RestartAsync(Whole);
        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await LookAsync(durable)).RuntimeStatus);

        await durable.Client.RewindInstanceAsync("main", "it is back");

        Assert.Equal(42, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("5", "vanished-child")]
    public async Task The_parent_of_one_that_has_vanished_hears_of_its_failure(Memory memory)
    {
        await using var durable = await StartAsync(memory, Whole);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Parent", null, new StartOrchestrationOptions("parent"));
        await durable.SettleAsync();
        await durable.RestartAsync(Without("Child"));
        await durable.Client.RaiseEventAsync("main", "n", 1);

        var ended = await durable.EndAsync("parent");

        Assert.Contains("The function 'Child' doesn't exist", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static async Task<IDurableImplementation> VanishedAsync(Memory memory, string name)
    {
        var durable = await StartAsync(memory, Whole);
        await BeginAsync(durable);
        await durable.RestartAsync(Without(name));
        await durable.SettleAsync();
        return durable;
    }
}
