using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The version of the app and of what it runs: durable-semantics §9, and the platform's page on orchestration versioning.</summary>
public sealed class VersionFacts : ConformanceSuite
{
    private static FunctionSet TellsItsVersion => Functions.Orchestrator("Main", context => Task.FromResult(context.Version));

    private static FunctionSet WaitsAndTells => Functions.Orchestrator("Main", async context =>
    {
        var first = await context.WaitForExternalEvent<int>("n");
        return $"{context.Version} {first} {await context.WaitForExternalEvent<int>("n")}";
    });

    [Theory, Rule("9", "default-version")]
    public async Task A_start_without_a_version_gets_the_apps(Memory memory)
        => Assert.Equal("2.0", await VersionAsync(memory, new VersionRules("2.0"), asked: null));

    [Theory, Rule("9", "default-version-asked")]
    public async Task A_version_that_is_asked_for_wins(Memory memory)
        => Assert.Equal("1.5", await VersionAsync(memory, new VersionRules("2.0"), asked: "1.5"));

    [Theory, Rule("9", "default-version-none")]
    public async Task Without_a_default_version_every_version_runs(Memory memory)
        => Assert.Equal("9", await VersionAsync(memory, new VersionRules(), asked: "9"));

    [Theory, Rule("9", "default-version-child")]
    public async Task A_child_gets_the_apps_version_and_not_its_parents(Memory memory)
    {
        await using var durable = await StartAsync(memory, Parent(null), new VersionRules("2.0"));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main") { Version = "1.0" });

        Assert.Equal("1.0 [2.0]", (await durable.EndAsync("main")).ReadOutputAs<string>());
    }

    [Theory, Rule("9", "version-child-asked")]
    public async Task A_child_may_be_given_a_version_or_none(Memory memory)
    {
        foreach (var asked in (string[])["1.7", ""])
        {
            await using var durable = await StartAsync(memory, Parent(new SubOrchestrationOptions { Version = asked }), new VersionRules("2.0"));

            Assert.Equal($"2.0 [{asked}]", (await RunAsync(durable)).ReadOutputAs<string>());
        }
    }

    [Theory, Rule("9", "default-version-entity")]
    public async Task What_an_entity_starts_gets_the_apps_version(Memory memory)
    {
        await using var durable = await StartAsync(memory, TellsItsVersion.Entity<Starter>("starter"), new VersionRules("2.0"));
        await durable.Client.Entities.SignalEntityAsync(new EntityInstanceId("starter", "one"), "start");

        Assert.Equal("2.0", (await durable.EndAsync("main")).ReadOutputAs<string>());
    }

    [Theory, Rule("9", "version-activity")]
    public async Task An_activity_call_carries_its_orchestrations_version(Memory memory)
    {
        await using var durable = await StartAsync(
            memory,
            Functions.Activity<int, int>("A", n => n).Orchestrator("Main", context => context.CallActivityAsync<int>("A", 1)),
            new VersionRules("2.0"));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main") { Version = "1.0" });
        await durable.EndAsync("main");

        Assert.Equal("1.0", (await durable.Client.GetOrchestrationHistoryAsync("main")).OfType<TaskScheduledEvent>().Single().Version);
    }

    [Theory, Rule("9", "compare-version-to")]
    public async Task The_function_can_compare_its_version(Memory memory)
    {
        await using var durable = await StartAsync(
            memory,
            Functions.Orchestrator("Main", context => Task.FromResult(
                $"{Math.Sign(context.CompareVersionTo("1.9"))} {context.CompareVersionTo("1.10")} {Math.Sign(context.CompareVersionTo("2"))}")),
            new VersionRules("1.10"));

        Assert.Equal("1 0 -1", (await RunAsync(durable)).ReadOutputAs<string>());
    }

    [Theory, Rule("9", "match-older")]
    public async Task Older_ones_and_those_without_a_version_are_run_by_default(Memory memory)
    {
        await using var durable = await StartAsync(memory, WaitsAndTells);
        await BeginAsync(durable);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("old") { Version = "1.9" });
        await durable.SettleAsync();

        await durable.RestartAsync(new VersionRules("1.10"));

        Assert.Equal(" 1 2", await SayAsync(durable, "main", 1, 2));
        Assert.Equal("1.9 1 2", await SayAsync(durable, "old", 1, 2));
    }

    [Theory, Rule("9", "match-newer")]
    public async Task Newer_ones_wait_by_default_for_an_app_that_knows_them(Memory memory)
    {
        await using var durable = await StartAsync(memory, WaitsAndTells, new VersionRules("2.0"));
        await BeginAsync(durable);
        await durable.Client.RaiseEventAsync("main", "n", 1);
        await durable.SettleAsync();

        await durable.RestartAsync(new VersionRules("1.0"));
        await durable.Client.RaiseEventAsync("main", "n", 2);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("new") { Version = "2.0" });
        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await LookAsync(durable, "new")).RuntimeStatus);

        await durable.RestartAsync(new VersionRules("2.0"));
        Assert.Equal("2.0 1 2", (await durable.EndAsync("main")).ReadOutputAs<string>());
        Assert.Equal("2.0 3 4", await SayAsync(durable, "new", 3, 4));
    }

    [Theory, Rule("9", "match-newer-activity")]
    public async Task The_result_of_an_activity_waits_with_its_orchestration(Memory memory)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = Functions.Orchestrator("Main", context => context.CallActivityAsync<int>("Held"));
        functions.Activities["Held"] = async _ =>
        {
            begun.TrySetResult();
            return await release.Task;
        };
        await using var durable = await StartAsync(memory, functions, new VersionRules("2.0"));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main"));
        await begun.Task;

        await durable.RestartAsync(new VersionRules("1.0"));
        release.SetResult(7);
        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);

        await durable.RestartAsync(new VersionRules("2.0"));
        Assert.Equal(7, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("9", "match-strict")]
    public async Task Strict_runs_only_its_own_version(Memory memory)
    {
        var strict = new VersionRules("2.0", "Strict", "Fail");
        Assert.Equal("2.0", await VersionAsync(memory, strict, asked: "2.0"));
        Assert.Null(await VersionAsync(memory, strict, asked: "1.0"));
        Assert.Null(await VersionAsync(memory, strict, asked: "3.0"));
    }

    [Theory, Rule("9", "match-none")]
    public async Task None_runs_every_version(Memory memory)
        => Assert.Equal("3.0", await VersionAsync(memory, new VersionRules("2.0", "None"), asked: "3.0"));

    [Theory, Rule("9", "mismatch-fail")]
    public async Task With_Fail_a_newer_one_fails_before_its_function_runs(Memory memory)
    {
        var runs = 0;
        await using var durable = await StartAsync(
            memory, Functions.Orchestrator("Main", _ => Task.FromResult(++runs)), new VersionRules("1.0", Failure: "Fail"));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main") { Version = "1.1" });

        var result = await durable.EndAsync("main");
        Assert.Equal((OrchestrationRuntimeStatus.Failed, "VersionMismatch", 0), (result.RuntimeStatus, result.FailureDetails!.ErrorType, runs));
        Assert.Equal("Orchestration version did not comply with Worker Versioning", result.FailureDetails.ErrorMessage);
    }

    [Theory, Rule("9", "mismatch-fail-running")]
    public async Task With_Fail_a_running_newer_one_fails_at_its_next_step(Memory memory)
    {
        await using var durable = await StartAsync(memory, WaitsAndTells, new VersionRules("2.0"));
        await BeginAsync(durable);

        await durable.RestartAsync(new VersionRules("1.0", Failure: "Fail"));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
        await durable.Client.RaiseEventAsync("main", "n", 1);

        Assert.Equal("VersionMismatch", (await durable.EndAsync("main")).FailureDetails!.ErrorType);
    }

    [Theory, Rule("9", "mismatch-fail-child")]
    public async Task A_parent_hears_of_a_child_that_fails_for_its_version(Memory memory)
    {
        await using var durable = await StartAsync(
            memory,
            Functions.Orchestrator("Child", _ => Task.CompletedTask).Orchestrator("Main", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions { Version = "9" });
                    return "ran";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorType;
                }
            }),
            new VersionRules("1.0", Failure: "Fail"));

        Assert.Equal("VersionMismatch", (await RunAsync(durable)).ReadOutputAs<string>());
    }

    [Theory, Rule("9", "mismatch-generation")]
    public async Task A_generation_of_a_newer_version_waits_for_its_app(Memory memory)
    {
        await using var durable = await StartAsync(
            memory,
            Functions.Orchestrator("Main", context =>
            {
                if (context.Version == "1.0")
                {
                    context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
                }

                return Task.FromResult(context.Version);
            }),
            new VersionRules("1.0"));
        await BeginAsync(durable);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);

        await durable.RestartAsync(new VersionRules("2.0"));
        Assert.Equal("2.0", (await durable.EndAsync("main")).ReadOutputAs<string>());
    }

    private static FunctionSet Parent(SubOrchestrationOptions? options) => Functions
        .Orchestrator("Child", context => Task.FromResult($"[{context.Version}]"))
        .Orchestrator("Main", async context => $"{context.Version} {await context.CallSubOrchestratorAsync<string>("Child", null, options)}");

    /// <summary>The version the function saw, null when it failed.</summary>
    private static async Task<string?> VersionAsync(Memory memory, VersionRules rules, string? asked)
    {
        await using var durable = await StartAsync(memory, TellsItsVersion, rules);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("main") { Version = asked is null ? (TaskVersion?)null : asked });
        var result = await durable.EndAsync("main");
        return result.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? result.ReadOutputAs<string>() : null;
    }

    private static async Task<string?> SayAsync(IDurableImplementation durable, string id, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await durable.Client.RaiseEventAsync(id, "n", number);
        }

        return (await durable.EndAsync(id)).ReadOutputAs<string>();
    }

    private sealed class Starter : TaskEntity<int>
    {
        public void Start() => Context.ScheduleNewOrchestration("Main", null, new StartOrchestrationOptions("main"));
    }
}
