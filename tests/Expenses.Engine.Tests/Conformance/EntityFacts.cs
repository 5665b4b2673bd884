using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Entities: durable-semantics §11.</summary>
public sealed class EntityFacts : ConformanceSuite
{
    private static readonly EntityInstanceId One = new("counter", "One");

    private static readonly EntityInstanceId Two = new("counter", "two");

    private static FunctionSet Counters => Functions.Entity<Counter>("counter");

    [Theory, Rule("11", "id")]
    public Task An_id_is_the_lower_case_name_and_the_key_as_it_is(Memory memory)
    {
        Assert.True(Enum.IsDefined(memory));
        Assert.Equal("@counter@Key@x", new EntityInstanceId("Counter", "Key@x").ToString());
        Assert.Equal(("counter", "a@b"), (EntityInstanceId.FromString("@counter@a@b").Name, EntityInstanceId.FromString("@counter@a@b").Key));
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("a@b", "k"));
        return Task.CompletedTask;
    }

    [Theory, Rule("11", "fifo")]
    public async Task Signals_of_one_sender_are_taken_in_order(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 5);
        await durable.Client.Entities.SignalEntityAsync(One, "double");
        await durable.Client.Entities.SignalEntityAsync(One, "add", 1);
        await durable.SettleAsync();

        Assert.Equal(11, await ValueAsync(durable));
    }

    [Theory, Rule("11", "scheduled-signal")]
    public async Task A_scheduled_signal_arrives_once_at_its_time_also_ten_days_ahead(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 5, durable.Now.AddDays(10));
        await durable.PassAsync(TimeSpan.FromDays(9));
        Assert.Null(await durable.Client.Entities.GetEntityAsync(One));
        await durable.PassAsync(TimeSpan.FromDays(5));

        Assert.Equal(5, await ValueAsync(durable));
    }

    [Theory, Rule("11", "operation-case", Seen = true)]
    public async Task Operations_are_matched_without_regard_to_case(Memory memory)
        => Assert.Equal(3, (await CallAsync(memory, async entities =>
        {
            await entities.CallEntityAsync(One, "ADD", 3);
            return await entities.CallEntityAsync<int>(One, "gEt");
        })).ReadOutputAs<int>());

    [Theory, Rule("11", "no-method", Seen = true)]
    public async Task An_unknown_operation_fails_with_the_real_message(Memory memory)
        => Assert.Contains(
            "No suitable method found for entity operation 'counter/nope'.", await MessageAsync(memory, "nope"), StringComparison.Ordinal);

    [Theory, Rule("11", "failed-call")]
    public async Task A_failed_call_names_operation_and_entity(Memory memory)
        => Assert.Equal("EntityOperationFailedException: Operation 'fail' of entity '@counter@One' failed: bad", await MessageAsync(memory, "fail"));

    [Theory, Rule("11", "input-missing", Seen = true)]
    public async Task An_operation_that_needs_an_input_fails_without_one(Memory memory)
        => Assert.StartsWith("EntityOperationFailedException", await MessageAsync(memory, "add"), StringComparison.Ordinal);

    [Theory, Rule("11", "overloads", Seen = true)]
    public async Task Two_overloads_are_ambiguous(Memory memory)
        => Assert.Contains("mbiguous", await MessageAsync(memory, "twice"), StringComparison.Ordinal);

    [Theory, Rule("11", "inherited", Seen = true)]
    public async Task Inherited_public_methods_are_operations_too(Memory memory)
        => Assert.Equal("a counter", (await CallAsync(memory, async entities => await entities.CallEntityAsync<string>(One, "ToString"))).ReadOutputAs<string>());

    [Theory, Rule("11", "read-stores", Seen = true)]
    public async Task Even_a_read_stores_the_default_state(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "get");
        await durable.SettleAsync();

        Assert.NotNull(await durable.Client.Entities.GetEntityAsync(One));
    }

    [Theory, Rule("11", "delete", Seen = true)]
    public async Task Delete_is_implicit(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 1);
        await durable.Client.Entities.SignalEntityAsync(One, "delete");
        await durable.SettleAsync();

        Assert.Null(await durable.Client.Entities.GetEntityAsync(One));
    }

    [Theory, Rule("11", "rollback", Seen = true)]
    public async Task A_failed_operation_leaves_neither_state_nor_signals_and_earlier_ones_stay(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 4);
        await durable.Client.Entities.SignalEntityAsync(One, "spoil");
        await durable.SettleAsync();

        Assert.Equal(4, await ValueAsync(durable));
        Assert.Null(await durable.Client.Entities.GetEntityAsync(Two));
    }

    [Theory, Rule("11", "entity-signals")]
    public async Task An_entity_signals_another(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "pass");
        await durable.SettleAsync();

        Assert.NotNull(await durable.Client.Entities.GetEntityAsync(Two));
    }

    [Theory, Rule("11", "lock-empty", Seen = true)]
    public async Task An_empty_list_of_locks_is_refused(Memory memory)
        => Assert.StartsWith("ArgumentException", (await CallAsync(memory, async entities
            => await ThrownAsync(() => entities.LockEntitiesAsync(Array.Empty<EntityInstanceId>())))).ReadOutputAs<string>(), StringComparison.Ordinal);

    [Theory, Rule("11", "lock-scope")]
    public async Task A_critical_section_knows_its_entities_and_ends_with_its_disposal(Memory memory)
        => Assert.Equal("True 2 False", (await CallAsync(memory, async entities =>
        {
            bool inside;
            IReadOnlyList<EntityInstanceId>? locked;
            await using (await entities.LockEntitiesAsync(Two, One, Two))
            {
                inside = entities.InCriticalSection(out locked);
            }

            return $"{inside} {locked!.Count} {entities.InCriticalSection()}";
        })).ReadOutputAs<string>());

    [Theory, Rule("11", "lock-nested")]
    public Task A_critical_section_cannot_be_nested(Memory memory)
        => InsideAsync(memory, (context, _) => context.Entities.LockEntitiesAsync(Two));

    [Theory, Rule("11", "lock-child")]
    public Task A_critical_section_calls_no_sub_orchestration(Memory memory)
        => InsideAsync(memory, (context, _) => context.CallSubOrchestratorAsync("Main"));

    [Theory, Rule("11", "lock-signal")]
    public Task A_critical_section_does_not_signal_a_locked_entity(Memory memory)
        => InsideAsync(memory, (context, locked) => context.Entities.SignalEntityAsync(locked, "add", 1));

    [Theory, Rule("11", "lock-other-call")]
    public Task A_critical_section_calls_locked_entities_only(Memory memory)
        => InsideAsync(memory, (context, _) => context.Entities.CallEntityAsync(Two, "get"));

    [Theory, Rule("11", "lock-auto-release")]
    public async Task A_lock_is_released_when_its_orchestrator_ends(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters.Orchestrator("Main", async context => await context.Entities.LockEntitiesAsync(One)));
        await BeginAsync(durable);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 2);
        await durable.SettleAsync();

        Assert.Equal(2, await ValueAsync(durable));
    }

    [Theory, Rule("11", "client-state")]
    public async Task The_client_reads_state_unless_asked_not_to(Memory memory)
    {
        await using var durable = await StartAsync(memory, Counters);
        await durable.Client.Entities.SignalEntityAsync(One, "add", 2);
        await durable.SettleAsync();

        Assert.True((await durable.Client.Entities.GetEntityAsync<int>(One))!.IncludesState);
        Assert.False((await durable.Client.Entities.GetEntityAsync<int>(One, includeState: false))!.IncludesState);
    }

    private static async Task<int> ValueAsync(IDurableImplementation durable) => (await durable.Client.Entities.GetEntityAsync<int>(One))!.State;

    private static Task<OrchestrationMetadata> CallAsync<T>(Memory memory, Func<TaskOrchestrationEntityFeature, Task<T>> main)
        => RunAsync(memory, Counters.Orchestrator("Main", context => main(context.Entities)));

    private static async Task<string> MessageAsync(Memory memory, string operation)
        => (await CallAsync(memory, async entities => await ThrownAsync(() => entities.CallEntityAsync(One, operation)))).ReadOutputAs<string>()!;

    private static async Task InsideAsync(Memory memory, Func<TaskOrchestrationContext, EntityInstanceId, Task> forbidden)
    {
        var result = await RunAsync(memory, Counters.Orchestrator("Main", async context =>
        {
            await using var section = await context.Entities.LockEntitiesAsync(One);
            return await ThrownAsync(() => forbidden(context, One));
        }));

        Assert.StartsWith("InvalidOperationException", result.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    private sealed class Counter : TaskEntity<int>
    {
        public void Add(int value) => State += value;

        public void Double() => State *= 2;

        public int Get() => State;

        public void Fail() => throw new FormatException("bad");

        public void Spoil()
        {
            State = -1;
            Context.SignalEntity(Two, "get");
            throw new FormatException("spoilt");
        }

        public void Pass() => Context.SignalEntity(Two, "get");

        public void Twice(int value) => State = value;

        public void Twice(string value) => State = value.Length;

        public override string ToString() => "a counter";
    }
}
