using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The client's view of entities, and signals for later: durable-semantics §11.</summary>
public sealed class EntityClientFacts : ConformanceSuite
{
    private static readonly EntityInstanceId One = new("counter", "One");

    private static FunctionSet Counters => Functions.Entity<Counter>("counter").Orchestrator("Locker", async context =>
    {
        await context.Entities.LockEntitiesAsync(One, new EntityInstanceId("counter", "two"));
        await context.WaitForExternalEvent<int>("never");
    });

    [Theory, Rule("11", "key-case")]
    public async Task Keys_differ_by_case_and_names_do_not(Memory memory)
    {
        await using var durable = await FilledAsync(memory);

        Assert.Equal(1, (await durable.Client.Entities.GetEntityAsync<int>(new EntityInstanceId("COUNTER", "One")))!.State);
        Assert.Null(await durable.Client.Entities.GetEntityAsync<int>(new EntityInstanceId("counter", "one")));
    }

    [Theory, Rule("11", "all-entities")]
    public async Task A_list_has_the_states_unless_asked_not_to(Memory memory)
    {
        await using var durable = await FilledAsync(memory);

        Assert.Equal([("One", true), ("two", true)], await ListAsync(durable, new EntityQuery()));
        Assert.Equal([("One", false), ("two", false)], await ListAsync(durable, new EntityQuery { IncludeState = false }));
        Assert.Equal([("two", true)], await ListAsync(durable, new EntityQuery { InstanceIdStartsWith = "@counter@t" }));
    }

    [Theory, Rule("11", "all-entities-pages")]
    public async Task A_list_comes_in_pages(Memory memory)
    {
        await using var durable = await FilledAsync(memory);
        var sizes = new List<int>();
        await foreach (var page in durable.Client.Entities.GetAllEntitiesAsync(new EntityQuery { PageSize = 1 }).AsPages())
        {
            sizes.Add(page.Values.Count);
        }

        Assert.Equal(2, sizes.Sum());
        Assert.True(sizes.TrueForAll(size => size <= 1));
    }

    [Theory, Rule("11", "transient")]
    public async Task An_entity_without_state_is_listed_on_request_only(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Locker", new StartOrchestrationOptions("main"));
        await durable.SettleAsync();

        Assert.Empty(await ListAsync(durable, new EntityQuery()));
        Assert.Equal([("One", false), ("two", false)], await ListAsync(durable, new EntityQuery { IncludeTransient = true }));
    }

    [Theory, Rule("11", "clean")]
    public async Task Cleaning_frees_the_locks_of_instances_that_are_gone(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Locker", new StartOrchestrationOptions("main"));
        await durable.SettleAsync();
        Assert.Equal(0, (await durable.Client.Entities.CleanEntityStorageAsync()).OrphanedLocksReleased);
        await durable.Client.PurgeInstanceAsync("main");
        await durable.Client.Entities.SignalEntityAsync(One, "add", 5);

        Assert.Equal(2, (await durable.Client.Entities.CleanEntityStorageAsync()).OrphanedLocksReleased);
        await durable.SettleAsync();
        Assert.Equal(5, (await durable.Client.Entities.GetEntityAsync<int>(One))!.State);
    }

    [Theory, Rule("11", "locked-by")]
    public async Task A_locked_entity_names_its_owner(Memory memory)
    {
        await using var durable = await FilledAsync(memory);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Locker", new StartOrchestrationOptions("main"));
        await durable.SettleAsync();

        Assert.Equal("main", (await durable.Client.Entities.GetEntityAsync<int>(One))!.LockedBy);
    }

    [Theory, Rule("11", "scheduled-signal-orchestrator")]
    public async Task An_orchestrator_signals_for_later_too(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters.Orchestrator("Main", context => context.Entities.SignalEntityAsync(
            One, "add", 7, new SignalEntityOptions { SignalTime = new DateTimeOffset(context.CurrentUtcDateTime).AddDays(7) })));
        await RunAsync(durable);
        await durable.PassAsync(TimeSpan.FromDays(6));
        Assert.Null(await durable.Client.Entities.GetEntityAsync(One));
        await durable.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(7, (await durable.Client.Entities.GetEntityAsync<int>(One))!.State);
    }

    [Theory, Rule("11", "scheduled-signal-entity")]
    public async Task An_entity_signals_for_later_too(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "addLater", (object)durable.Now.AddDays(1));
        await durable.PassAsync(TimeSpan.FromHours(23));
        Assert.Equal(0, (await durable.Client.Entities.GetEntityAsync<int>(One))!.State);
        await durable.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(4, (await durable.Client.Entities.GetEntityAsync<int>(One))!.State);
    }

    [Theory, Rule("11", "scheduled-signal-restart")]
    public async Task A_signal_for_later_outlives_a_restart(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 9, durable.Now.AddDays(4));
        await durable.RestartAsync();
        await durable.PassAsync(TimeSpan.FromDays(5));

        Assert.Equal(9, (await durable.Client.Entities.GetEntityAsync<int>(One))!.State);
    }

    private static async Task<IDurableImplementation> FilledAsync(Memory memory)
    {
        var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 1);
        await durable.Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", "two"), "add", 2);
        await durable.SettleAsync();
        return durable;
    }

    private static async Task<IReadOnlyList<(string Key, bool HasState)>> ListAsync(IDurableImplementation durable, EntityQuery query)
    {
        var found = new List<(string, bool)>();
        await foreach (var entity in durable.Client.Entities.GetAllEntitiesAsync(query))
        {
            found.Add((entity.Id.Key, entity.IncludesState));
        }

        return [.. found.OrderBy(entry => entry.Item1, StringComparer.Ordinal)];
    }

    private sealed class Counter : TaskEntity<int>
    {
        public void Add(int value) => State += value;

        public void AddLater(DateTimeOffset when)
            => Context.SignalEntity(Context.Id, "add", 4, new SignalEntityOptions { SignalTime = when });
    }
}
