using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Steps;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests;

/// <summary>What memory holds is bounded: replay state, and calls that wait for a place.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task While_memory_is_scarce_instances_leave_it_and_go_on_by_replay()
    {
        var scarce = false;
        var functions = new TestFunctions().Orchestrator("Main", async context =>
            await context.WaitForExternalEvent<int>("A") + await context.WaitForExternalEvent<int>("B"));
        await using var engine = await TestEngine.StartAsync(functions, path => new DurableEngineOptions
        {
            DatabasePath = path,
            SyncsCommits = false,
            MaxCachedInstances = 16,
            IsMemoryScarce = () => Volatile.Read(ref scarce),
        });
        var ids = Enumerable.Range(0, 20).Select(i => $"waits-{i}").ToList();
        await Task.WhenAll(ids.Select(id => engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions(id))));
        await engine.IdleAsync();
        Assert.Equal(16, engine.Engine.CachedInstances);

        Volatile.Write(ref scarce, true);
        for (var halving = 0; halving < 5; halving++)
        {
            GC.Collect(0);
            await engine.Client.RaiseEventAsync(ids[0], "Other");
            await engine.IdleAsync();
        }

        Assert.Equal(0, engine.Engine.CachedInstances);
        foreach (var id in ids)
        {
            await engine.Client.RaiseEventAsync(id, "A", 1);
            await engine.Client.RaiseEventAsync(id, "B", 2);
        }

        foreach (var id in ids)
        {
            Assert.Equal(3, (await engine.CompletedAsync(id)).ReadOutputAs<int>());
        }
    }

    [Fact]
    public void The_limit_halves_once_per_collection_and_comes_back()
    {
        var scarce = true;
        var limit = new CacheLimit(8, () => scarce);

        Assert.Equal([4, 2, 1, 0, 0], AfterCollections(limit, 5));
        scarce = false;
        Assert.Equal([2, 4, 8, 8], AfterCollections(limit, 4));
    }

    [Fact]
    public async Task Calls_beyond_what_memory_keeps_survive_a_restart_and_all_run()
    {
        const int Calls = 1300;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Activity<int, int>("Work", async (value, cancellation) =>
            {
                await open.Task.WaitAsync(cancellation);
                return value;
            })
            .Orchestrator("Main", async context =>
                (await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum());
        await using var engine = await TestEngine.StartAsync(functions, path => new DurableEngineOptions
        {
            DatabasePath = path,
            SyncsCommits = false,
            StopGrace = TimeSpan.Zero,
        });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("many"));
        await engine.UntilAsync(() => !functions.Runs.IsEmpty);
        await engine.RestartAsync();
        open.SetResult();

        Assert.Equal(Enumerable.Range(0, Calls).Sum(), (await engine.CompletedAsync("many")).ReadOutputAs<int>());
        await engine.IdleAsync();
        Assert.Equal(Calls, functions.Runs.Distinct().Count());
    }

    private static List<int> AfterCollections(CacheLimit limit, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        GC.Collect(0);
        return limit.Next();
    })];
}
