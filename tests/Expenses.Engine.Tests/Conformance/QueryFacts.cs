using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Client waits, queries, purge, restart: durable-semantics §10.</summary>
public sealed class QueryFacts : ConformanceSuite
{
    private static FunctionSet Two => Functions.Orchestrator("Main", context => Task.FromResult(context.GetInput<int>()))
        .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go"));

    [Theory, Rule("10", "absent")]
    public async Task An_unknown_instance_is_null(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);

        Assert.Null(await durable.Client.GetInstanceAsync("x"));
    }

    [Theory, Rule("10", "without-payloads")]
    public async Task Without_payloads_reading_them_is_an_invalid_operation(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);
        await RunAsync(durable, 1);
        var bare = (await durable.Client.GetInstanceAsync("main"))!;

        Assert.True(bare.IsCompleted);
        Assert.Null(bare.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<int>());
    }

    [Theory, Rule("10", "wait-start")]
    public async Task A_wait_for_the_start_ends_when_it_is_no_longer_pending(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("w"));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await durable.Client.WaitForInstanceStartAsync("w")).RuntimeStatus);
    }

    [Theory, Rule("10", "wait-unknown")]
    public async Task A_wait_for_an_unknown_instance_goes_on_until_it_is_cancelled(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);
        using var stop = new CancellationTokenSource();
        var wait = durable.Client.WaitForInstanceCompletionAsync("x", stop.Token);
        Assert.False(wait.IsCompleted);
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Theory, Rule("10", "wait-suspended")]
    public async Task A_wait_for_the_end_does_not_take_suspended_for_it(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("w"));
        await durable.SettleAsync();
        var wait = durable.Client.WaitForInstanceCompletionAsync("w");
        await durable.Client.SuspendInstanceAsync("w");
        await durable.SettleAsync();
        Assert.False(wait.IsCompleted);
        await durable.Client.TerminateInstanceAsync("w");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await wait).RuntimeStatus);
    }

    [Theory, Rule("10", "query-status")]
    public async Task A_query_takes_any_of_its_statuses(Memory memory)
        => Assert.Equal(["w"], await IdsAsync(memory, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Failed])));

    [Theory, Rule("10", "query-all")]
    public async Task A_query_without_filters_takes_all(Memory memory)
        => Assert.Equal(["a%1", "ab1", "w"], await IdsAsync(memory, new OrchestrationQuery()));

    [Theory, Rule("10", "query-prefix")]
    public async Task A_prefix_is_text_not_a_pattern(Memory memory)
        => Assert.Equal(["a%1"], await IdsAsync(memory, new OrchestrationQuery(InstanceIdPrefix: "a%")));

    [Theory, Rule("10", "query-created")]
    public async Task Times_of_a_query_are_inclusive(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);
        var now = durable.Now;
        await RunAsync(durable, 1);

        Assert.Equal(["main"], await IdsAsync(durable, new OrchestrationQuery(CreatedFrom: now, CreatedTo: now)));
        Assert.Empty(await IdsAsync(durable, new OrchestrationQuery(CreatedFrom: now.AddTicks(1))));
    }

    [Theory, Rule("10", "query-pages")]
    public async Task Pages_go_on_from_their_token_to_a_null_one(Memory memory)
    {
        await using var durable = await StartedAsync(memory);
        var sizes = new List<int>();
        string? token = null;
        do
        {
            await foreach (var page in durable.Client.GetAllInstancesAsync().AsPages(token, 2))
            {
                sizes.Add(page.Values.Count);
                token = page.ContinuationToken;
                break;
            }
        }
        while (token is not null);

        Assert.Equal(3, sizes.Sum());
        Assert.Equal(2, sizes[0]);
    }

    [Theory, Rule("10", "query-entities")]
    public async Task Querying_for_entities_is_refused(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);

        Assert.StartsWith(
            "ArgumentException", await ThrownAsync(() => IdsAsync(durable, new OrchestrationQuery(InstanceIdPrefix: "@"))), StringComparison.Ordinal);
    }

    [Theory, Rule("10", "purge-one")]
    public async Task Purging_an_ended_instance_counts_one_and_then_none(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);
        await RunAsync(durable, 1);

        Assert.Equal(1, (await durable.Client.PurgeInstanceAsync("main")).PurgedInstanceCount);
        Assert.Equal(0, (await durable.Client.PurgeInstanceAsync("main")).PurgedInstanceCount);
        Assert.Null(await durable.Client.GetInstanceAsync("main"));
    }

    [Theory, Rule("10", "purge-filter")]
    public async Task Purging_by_filter_takes_the_status_asked_for(Memory memory)
    {
        await using var durable = await StartedAsync(memory);
        var filter = new PurgeInstancesFilter(durable.Now.AddDays(-1), null, [OrchestrationRuntimeStatus.Completed]);

        Assert.Equal(2, (await durable.Client.PurgeAllInstancesAsync(filter)).PurgedInstanceCount);
        Assert.Equal(["w"], await IdsAsync(durable, new OrchestrationQuery()));
    }

    [Theory, Rule("10", "restart")]
    public async Task A_restart_takes_name_and_input_again(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);
        await RunAsync(durable, 7);
        var id = await durable.Client.RestartAsync("main", restartWithNewInstanceId: true);

        Assert.NotEqual("main", id);
        Assert.Equal(7, (await durable.EndAsync(id)).ReadOutputAs<int>());
    }

    [Theory, Rule("10", "restart-unknown")]
    public async Task A_restart_of_an_unknown_instance_is_an_argument_error(Memory memory)
    {
        await using var durable = await StartAsync(memory, Two);

        await Assert.ThrowsAsync<ArgumentException>(() => durable.Client.RestartAsync("x"));
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(Memory memory, OrchestrationQuery query)
    {
        await using var durable = await StartedAsync(memory);
        return await IdsAsync(durable, query);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(IDurableImplementation durable, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in durable.Client.GetAllInstancesAsync(query))
        {
            ids.Add(instance.InstanceId);
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static async Task<IDurableImplementation> StartedAsync(Memory memory)
    {
        var durable = await StartAsync(memory, Two);
        foreach (var (id, name) in new[] { ("a%1", "Main"), ("ab1", "Main"), ("w", "Wait") })
        {
            await durable.Client.ScheduleNewOrchestrationInstanceAsync(name, 1, new StartOrchestrationOptions(id));
        }

        await durable.SettleAsync();
        return durable;
    }
}
