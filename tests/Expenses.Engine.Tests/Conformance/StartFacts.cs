using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Starting, ids, reuse, versions, tags, parent, guids: durable-semantics §9, and payloads: §12.</summary>
public sealed class StartFacts : ConformanceSuite
{
    private static readonly string[] Forbidden = ["@a@b", "a/b", "a\\b", "a#b", "a?b", "a\nb", new string('x', 257)];

    private static FunctionSet Waiting => Functions.Orchestrator("Main", context => context.WaitForExternalEvent<int>("go"));

    private static FunctionSet Done => Functions.Orchestrator("Main", context => Task.FromResult(context.GetInput<int>()));

    [Theory, Rule("9", "default-id")]
    public async Task Without_an_id_an_instance_gets_a_guid_of_32_digits(Memory memory)
    {
        await using var durable = await StartAsync(memory, Done);

        Assert.Equal(32, (await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main")).Length);
    }

    [Theory, Rule("9", "forbidden-ids")]
    public async Task Ids_the_functions_host_refuses_are_argument_errors(Memory memory)
    {
        await using var durable = await StartAsync(memory, Done);
        foreach (var id in Forbidden)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions(id)));
        }
    }

    [Theory, Rule("9", "reuse-running")]
    public async Task A_running_id_cannot_be_started_again(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => BeginAsync(durable));
    }

    [Theory, Rule("9", "reuse-ended")]
    public async Task An_ended_instance_is_replaced_and_its_history_erased(Memory memory)
    {
        await using var durable = await StartAsync(memory, Done);
        await RunAsync(durable, 1);
        var result = await RunAsync(durable, 2);

        Assert.Equal(2, result.ReadOutputAs<int>());
        Assert.Single(await HistoryAsync(durable), "ExecutionStarted");
    }

    [Theory, Rule("9", "dedupe-kept")]
    public async Task A_status_that_must_be_kept_refuses_the_start(Memory memory)
    {
        await using var durable = await StartAsync(memory, Done);
        await RunAsync(durable, 1);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => durable.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", 2, new StartOrchestrationOptions("main").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
    }

    [Theory, Rule("9", "dedupe-empty")]
    public async Task With_an_empty_list_even_a_running_instance_is_replaced(Memory memory)
    {
        await using var durable = await StartAsync(memory, Waiting);
        await BeginAsync(durable, 1);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", 2, new StartOrchestrationOptions("main") { DedupeStatuses = [] });
        await durable.SettleAsync();

        Assert.Equal("2", (await LookAsync(durable)).SerializedInput);
    }

    [Theory, Rule("9", "dedupe-contradiction")]
    public async Task Terminated_cannot_be_kept_while_a_running_status_may_be_replaced(Memory memory)
    {
        await using var durable = await StartAsync(memory, Done);

        await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", 2, new StartOrchestrationOptions("main").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated)));
    }

    [Theory, Rule("9", "start-at")]
    public async Task A_start_for_later_is_pending_until_then(Memory memory)
    {
        await using var durable = await StartAsync(memory, Done);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", 1, new StartOrchestrationOptions("main", durable.Now.AddHours(1)));
        await durable.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await LookAsync(durable)).RuntimeStatus);
        await durable.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await LookAsync(durable)).RuntimeStatus);
    }

    [Theory, Rule("9", "status-numbers")]
    public Task Statuses_have_the_real_numbers(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        Assert.Equal(
            (0, 1, 3, 5, 6, 7),
            ((int)OrchestrationRuntimeStatus.Running, (int)OrchestrationRuntimeStatus.Completed, (int)OrchestrationRuntimeStatus.Failed,
                (int)OrchestrationRuntimeStatus.Terminated, (int)OrchestrationRuntimeStatus.Pending, (int)OrchestrationRuntimeStatus.Suspended));
        return Task.CompletedTask;
    }

    [Theory, Rule("9", "version")]
    public async Task The_version_of_the_start_reaches_the_function(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context => Task.FromResult(context.Version)));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main") { Version = "1.5" });

        Assert.Equal("1.5", (await durable.EndAsync("main")).ReadOutputAs<string>());
    }

    [Theory, Rule("9", "version-child")]
    public async Task A_child_does_not_inherit_its_parents_version(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Child", context => Task.FromResult($"[{context.Version}]"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>("Child")));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("main") { Version = "1.5" });

        Assert.Equal("[]", (await durable.EndAsync("main")).ReadOutputAs<string>());
    }

    [Theory, Rule("9", "version-compare")]
    public Task Versions_compare_as_numbers_then_as_text_and_empty_is_least(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        Assert.Equal(0, TaskOrchestrationVersioningUtils.CompareVersions(string.Empty, string.Empty));
        Assert.True(TaskOrchestrationVersioningUtils.CompareVersions(string.Empty, "0.1") < 0);
        Assert.True(TaskOrchestrationVersioningUtils.CompareVersions("1.10", "1.9") > 0);
        Assert.Equal(0, TaskOrchestrationVersioningUtils.CompareVersions("Beta", "beta"));
        return Task.CompletedTask;
    }

    [Theory, Rule("9", "tags")]
    public async Task A_childs_tags_are_its_own_over_its_parents(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Child", _ => Task.CompletedTask)
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync(
                "Child", null, new SubOrchestrationOptions(new TaskOptions(null, new Dictionary<string, string> { ["b"] = "own" }), "kid"))));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", new StartOrchestrationOptions("main") { Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } });
        await durable.EndAsync("main");

        var tags = (await LookAsync(durable, "kid")).Tags;
        Assert.Equal(("1", "own"), (tags["a"], tags["b"]));
    }

    [Theory, Rule("9", "parent", Seen = true)]
    public async Task A_child_knows_its_parent_and_a_root_has_none(Memory memory)
    {
        var result = await RunAsync(memory, Functions.Orchestrator("Child", context => Task.FromResult($"{context.Parent!.Name} {context.Parent.InstanceId}"))
            .Orchestrator("Main", async context => $"{context.Parent is null} {await context.CallSubOrchestratorAsync<string>("Child")}"));

        Assert.Equal("True Main main", result.ReadOutputAs<string>());
    }

    [Theory, Rule("9", "guid-vectors", Seen = true)]
    public Task The_three_published_guids_come_out(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        var at = DateTime.Parse("2026-11-20T23:44:39.3709271Z", null, System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.Equal(
            ["9e91640a-e74b-5392-86a8-17e75d81a72c", "1d304043-d5a6-5650-8df7-a5b768469cd0", "31b193a1-b817-5183-8323-1c16ed431eea"],
            Enumerable.Range(0, 3).Select(n => Uuid5.Create("abc", at, n).ToString()));
        return Task.CompletedTask;
    }

    [Theory, Rule("9", "guid", Seen = true)]
    public async Task NewGuid_counts_over_the_whole_execution(Memory memory)
    {
        var result = await RunAsync(memory, async context =>
        {
            var first = context.NewGuid() == Uuid5.Create("main", context.CurrentUtcDateTime, 0);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return first && context.NewGuid() == Uuid5.Create("main", context.CurrentUtcDateTime, 1);
        });

        Assert.True(result.ReadOutputAs<bool>());
    }

    [Theory, Rule("12", "null", Seen = true)]
    public async Task Null_is_no_payload(Memory memory)
    {
        var result = await RunAsync(memory, _ => Task.FromResult<object?>(null));

        Assert.Equal((null, null), (result.SerializedInput, result.SerializedOutput));
    }

    [Theory, Rule("12", "pascal-case", Seen = true)]
    public async Task Payloads_are_pascal_case_with_enums_as_numbers(Memory memory)
        => Assert.Equal("{\"Name\":\"x\",\"Day\":2}", (await RunAsync(memory, _ => Task.FromResult<object?>(new Payload("x", DayOfWeek.Tuesday)))).SerializedOutput);

    [Theory, Rule("12", "case-insensitive")]
    public async Task Payloads_are_read_without_regard_to_case(Memory memory)
    {
        var result = await RunAsync(memory, Functions.Orchestrator("Main", context => Task.FromResult(context.GetInput<Payload>()!.Name)), new { name = "low", DAY = 1 });

        Assert.Equal("low", result.ReadOutputAs<string>());
    }

    private sealed record Payload(string Name, DayOfWeek Day);
}
