using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests;

/// <summary>Memory holds a bounded share of an instance's messages; the rest waits in the store, and keeps its order.</summary>
public sealed class FloodTests
{
    private static readonly EntityInstanceId Log = new("log", "one");

    [Fact]
    public async Task Ten_thousand_events_for_an_instance_that_has_not_begun_stay_on_disk_and_arrive_in_order()
    {
        const int Events = 10_000;
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            var inOrder = 0;
            for (var i = 0; i < Events; i++)
            {
                inOrder += await context.WaitForExternalEvent<int>("number") == i ? 1 : 0;
            }

            return inOrder;
        });
        await using var engine = await TestEngine.StartAsync(functions);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", null, new StartOrchestrationOptions("main", engine.Time.GetUtcNow().AddDays(1)));
        await FloodAsync(Events, i => engine.Client.RaiseEventAsync("main", "number", i));
        await engine.IdleAsync();
        Assert.InRange(engine.Engine.MessagesInMemory, 1, 1000);
        await engine.RestartAsync();
        await engine.IdleAsync();
        Assert.InRange(engine.Engine.MessagesInMemory, 1, 1000);

        Assert.Equal(Events, (await engine.CompletedAsync("main")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signals_for_a_locked_entity_wait_on_disk_while_its_owner_goes_on(bool restarts)
    {
        var functions = new TestFunctions().Entity<LogEntity>("log").Orchestrator("Owner", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(Log))
            {
                await context.WaitForExternalEvent<int>("go");
                await context.Entities.CallEntityAsync(Log, "add", "owner");
                await context.Entities.CallEntityAsync(Log, "add", "again");
            }
        });
        await using var engine = await TestEngine.StartAsync(functions, Small);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Owner", new StartOrchestrationOptions("owner"));
        await engine.IdleAsync();
        await FloodAsync(100, i => engine.Client.Entities.SignalEntityAsync(Log, "add", $"{i}"));
        await engine.IdleAsync();
        Assert.InRange(engine.Engine.MessagesInMemory, 1, 10);
        if (restarts)
        {
            await engine.RestartAsync();
            await engine.IdleAsync();
        }

        await engine.Client.RaiseEventAsync("owner", "go", 1);
        await engine.CompletedAsync("owner");
        await engine.IdleAsync();

        var lines = (await engine.Client.Entities.GetEntityAsync<List<string>>(Log))!.State;
        Assert.Equal(["owner", "again", .. Enumerable.Range(0, 100).Select(i => $"{i}")], lines);
        Assert.Equal(0, engine.Engine.MessagesInMemory);
    }

    [Fact]
    public async Task An_instance_that_takes_one_event_in_each_generation_takes_them_in_order()
    {
        var functions = new TestFunctions().Orchestrator("Main", async context =>
        {
            var seen = context.GetInput<List<int>>() ?? [];
            if (seen.Count == 0)
            {
                await context.WaitForExternalEvent<int>("begin");
            }

            seen.Add(await context.WaitForExternalEvent<int>("number"));
            if (seen.Count < 100)
            {
                context.ContinueAsNew(seen);
            }

            return seen;
        });
        await using var engine = await TestEngine.StartAsync(functions, Small);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", null, new StartOrchestrationOptions("main", engine.Time.GetUtcNow().AddDays(1)));
        await engine.Client.RaiseEventAsync("main", "begin", 0);
        await FloodAsync(100, i => engine.Client.RaiseEventAsync("main", "number", i));

        Assert.Equal(Enumerable.Range(0, 100), (await engine.CompletedAsync("main")).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task A_termination_gets_through_to_an_instance_that_waits_for_its_start_behind_a_flood()
    {
        var functions = new TestFunctions().Orchestrator("Main", context => context.WaitForExternalEvent<int>("number"));
        await using var engine = await TestEngine.StartAsync(functions, Small);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Main", null, new StartOrchestrationOptions("main", engine.Time.GetUtcNow().AddDays(1)));
        await FloodAsync(50, i => engine.Client.RaiseEventAsync("main", "number", i));
        await engine.Client.TerminateInstanceAsync("main");
        await engine.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.Client.GetInstanceAsync("main"))!.RuntimeStatus);
        Assert.Equal(0, engine.Engine.MessagesInMemory);
    }

    private static DurableEngineOptions Small(string path) => new() { DatabasePath = path, SyncsCommits = false, MaxMessagesInMemory = 10 };

    /// <summary>The commits are made in the order of the calls, many at a time.</summary>
    private static Task FloodAsync(int count, Func<int, Task> send) => Task.WhenAll(Enumerable.Range(0, count).Select(send));

    private sealed class LogEntity : TaskEntity<List<string>>
    {
        public void Add(string line) => State.Add(line);

        protected override List<string> InitializeState(TaskEntityOperation entityOperation) => [];
    }
}
