using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>Client waits, queries and purges: durable-semantics §10.</summary>
public sealed class QueryTests
{
    private static TestFunctions Both() => new TestFunctions()
        .Orchestrator("Quick", context => Task.FromResult(context.GetInput<int>()))
        .Orchestrator("Slow", context => context.WaitForExternalEvent<int>("end"));

    [Fact]
    public async Task An_unknown_instance_is_null_and_a_wait_for_it_ends_with_its_token()
    {
        await using var engine = await TestEngine.StartAsync(Both());
        using var cancel = new CancellationTokenSource();

        Assert.Null(await engine.Client.GetInstanceAsync("nobody", CancellationToken.None));
        var wait = engine.Client.WaitForInstanceCompletionAsync("nobody", cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Without_inputs_and_outputs_the_metadata_refuses_to_read_them()
    {
        await using var engine = await TestEngine.StartAsync(Both());
        var id = (await engine.RunAsync("Quick", 4)).InstanceId;

        var bare = (await engine.Client.GetInstanceAsync(id))!;

        Assert.True(bare.IsCompleted);
        Assert.Null(bare.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<int>());
        Assert.Equal(4, (await engine.Client.GetInstanceAsync(id, true))!.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Queries_filter_by_status_prefix_and_time_and_come_in_pages()
    {
        await using var engine = await TestEngine.StartAsync(Both());
        for (var i = 0; i < 7; i++)
        {
            await engine.RunAsync("Quick", i, $"Run-{i}");
        }

        await engine.PassTimeAsync(TimeSpan.FromMinutes(1));
        var later = engine.Time.GetUtcNow();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("other"));
        await engine.IdleAsync();

        Assert.Equal(8, await CountAsync(engine, new OrchestrationQuery()));
        Assert.Equal(7, await CountAsync(engine, new OrchestrationQuery(InstanceIdPrefix: "run-")));
        Assert.Equal(1, await CountAsync(engine, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(7, await CountAsync(engine, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed])));
        Assert.Equal(1, await CountAsync(engine, new OrchestrationQuery(CreatedFrom: later)));
        Assert.Equal(7, await CountAsync(engine, new OrchestrationQuery(CreatedTo: later.AddSeconds(-1))));
        Assert.Throws<ArgumentException>(() => engine.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "@")));

        var sizes = new List<int>();
        string? token = null;
        await foreach (var page in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 3)).AsPages())
        {
            sizes.Add(page.Values.Count);
            token ??= page.ContinuationToken;
        }

        Assert.Equal([3, 3, 2], sizes);
        Assert.Equal(5, await CountAsync(engine, new OrchestrationQuery(ContinuationToken: token)));
    }

    [Fact]
    public async Task Ids_of_ended_instances_are_listed_in_pages()
    {
        await using var engine = await TestEngine.StartAsync(Both());
        foreach (var id in new[] { "a", "b", "c" })
        {
            await engine.RunAsync("Quick", 1, id);
        }

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("d"));

        var first = await engine.Client.ListInstanceIdsAsync(pageSize: 2);
        var second = await engine.Client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken);

        Assert.Equal(["a", "b"], first.Values);
        Assert.Equal(["c"], second.Values);
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task Purge_by_filter_takes_only_what_has_ended()
    {
        await using var engine = await TestEngine.StartAsync(Both());
        await engine.RunAsync("Quick", 1, "a");
        await engine.RunAsync("Quick", 1, "b");
        await engine.RunAsync("Quick", 1, "c");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("s"));

        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync("a")).PurgedInstanceCount);
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("a")).PurgedInstanceCount);
        Assert.Equal(2, (await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(DateTimeOffset.MinValue))).PurgedInstanceCount);
        Assert.Null(await engine.Client.GetInstanceAsync("b"));
        await engine.Client.RaiseEventAsync("s", "end", 1);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.CompletedAsync("s")).RuntimeStatus);
    }

    private static async Task<int> CountAsync(TestEngine engine, OrchestrationQuery query)
    {
        var count = 0;
        await foreach (var _ in engine.Client.GetAllInstancesAsync(query))
        {
            count++;
        }

        return count;
    }
}
