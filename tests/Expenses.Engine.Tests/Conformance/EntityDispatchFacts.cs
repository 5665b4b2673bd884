using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Which method an operation reaches, and with what: durable-semantics §11.</summary>
public sealed class EntityDispatchFacts : ConformanceSuite
{
    private static readonly EntityInstanceId Box = new("box", "one");

    private static readonly EntityInstanceId Other = new("box", "other");

    [Theory, Rule("11", "return-kinds")]
    public async Task An_operation_may_be_sync_or_any_kind_of_task(Memory memory)
        => Assert.Equal("sync task value", await CallsAsync(memory, async entities => string.Join(
            ' ',
            await entities.CallEntityAsync<string>(Box, "sync"),
            await entities.CallEntityAsync<string>(Box, "task"),
            await entities.CallEntityAsync<string>(Box, "value"))));

    [Theory, Rule("11", "no-result")]
    public async Task An_operation_without_a_result_answers_all_the_same(Memory memory)
        => Assert.Equal("[] [0]", await CallsAsync(memory, async entities =>
        {
            await entities.CallEntityAsync(Box, "nothing");
            return $"[{await entities.CallEntityAsync<string>(Box, "nothing")}] [{await entities.CallEntityAsync<int>(Box, "nothing")}]";
        }));

    [Theory, Rule("11", "parameters")]
    public async Task Input_and_context_come_in_any_order(Memory memory)
        => Assert.Equal("3@box@one 4@box@one", await CallsAsync(memory, async entities
            => $"{await entities.CallEntityAsync<string>(Box, "inputFirst", 3)} {await entities.CallEntityAsync<string>(Box, "contextFirst", 4)}"));

    [Theory, Rule("11", "input-default", Seen = true)]
    public async Task A_missing_input_takes_the_default_of_its_parameter(Memory memory)
        => Assert.Equal(42, await CallsAsync(memory, entities => entities.CallEntityAsync<int>(Box, "orDefault")));

    [Theory, Rule("11", "state-dispatch", Seen = true)]
    public async Task The_states_own_methods_come_after_the_entitys_when_it_allows_them(Memory memory)
        => Assert.Equal("the entity's, the state's", await CallsAsync(memory, async entities
            => $"{await entities.CallEntityAsync<string>(Box, "both")}, {await entities.CallEntityAsync<string>(Box, "own")}"));

    [Theory, Rule("11", "no-state-dispatch")]
    public async Task They_are_not_reached_when_it_does_not(Memory memory)
        => Assert.Contains(
            "No suitable method found",
            await CallsAsync(memory, entities => ThrownAsync(() => entities.CallEntityAsync<string>(new EntityInstanceId("closed", "x"), "own"))),
            StringComparison.Ordinal);

    [Theory, Rule("11", "initialize")]
    public async Task InitializeState_makes_the_first_state(Memory memory)
        => Assert.Equal("fresh", await CallsAsync(memory, entities => entities.CallEntityAsync<string>(Box, "read")));

    [Theory, Rule("11", "delete-then-read")]
    public async Task A_read_after_a_delete_stores_a_first_state_again(Memory memory)
    {
        await using var durable = await StartAsync(memory, Boxes);
        foreach (var operation in new[] { "read", "delete" })
        {
            await durable.Client.Entities.SignalEntityAsync(Box, operation);
        }

        await durable.SettleAsync();
        Assert.Null(await durable.Client.Entities.GetEntityAsync(Box));
        await durable.Client.Entities.SignalEntityAsync(Box, "read");
        await durable.SettleAsync();

        Assert.Equal("fresh", (await durable.Client.Entities.GetEntityAsync<BoxState>(Box))!.State.Text);
    }

    [Theory, Rule("11", "one-at-a-time")]
    public async Task One_operation_runs_at_a_time(Memory memory)
    {
        await using var durable = await StartAsync(memory, Boxes);
        for (var i = 0; i < 10; i++)
        {
            await durable.Client.Entities.SignalEntityAsync(Box, "slowly");
        }

        await durable.SettleAsync();

        Assert.Equal("fresh..........", (await durable.Client.Entities.GetEntityAsync<BoxState>(Box))!.State.Text);
    }

    [Theory, Rule("11", "rollback-starts", Seen = true)]
    public async Task What_a_failed_operation_wanted_to_start_is_not_started(Memory memory)
    {
        await using var durable = await StartAsync(memory, Boxes);
        await durable.Client.Entities.SignalEntityAsync(Box, "start", "kept");
        await durable.Client.Entities.SignalEntityAsync(Box, "startAndFail", "lost");
        await durable.SettleAsync();

        Assert.NotNull(await durable.Client.GetInstanceAsync("kept"));
        Assert.Null(await durable.Client.GetInstanceAsync("lost"));
    }

    [Theory, Rule("11", "missing-entity")]
    public async Task A_call_of_an_entity_nobody_registered_fails(Memory memory)
        => Assert.StartsWith(
            "EntityOperationFailedException",
            await CallsAsync(memory, entities => ThrownAsync(() => entities.CallEntityAsync(new EntityInstanceId("nobody", "x"), "get"))),
            StringComparison.Ordinal);

    [Theory, Rule("11", "lock-busy")]
    public async Task Within_a_section_an_entity_is_called_once_at_a_time(Memory memory)
        => Assert.StartsWith("InvalidOperationException", await CallsAsync(memory, async entities =>
        {
            await using var section = await entities.LockEntitiesAsync(Box);
            var first = entities.CallEntityAsync<string>(Box, "read");
            var second = await ThrownAsync(() => entities.CallEntityAsync<string>(Box, "read"));
            await first;
            return second;
        }), StringComparison.Ordinal);

    [Theory, Rule("11", "lock-other-signal")]
    public async Task A_section_may_signal_what_it_has_not_locked(Memory memory)
        => Assert.Equal("fresh", await CallsAsync(memory, async entities =>
        {
            await using (await entities.LockEntitiesAsync(Box))
            {
                await entities.SignalEntityAsync(Other, "read");
            }

            return await entities.CallEntityAsync<string>(Other, "read");
        }));

    private static FunctionSet Boxes => Functions
        .Entity<BoxEntity>("box")
        .Entity<ClosedEntity>("closed")
        .Orchestrator("Child", _ => Task.CompletedTask);

    private static async Task<T> CallsAsync<T>(Memory memory, Func<TaskOrchestrationEntityFeature, Task<T>> main)
        => (await RunAsync(memory, Boxes.Orchestrator("Main", context => main(context.Entities)))).ReadOutputAs<T>()!;

    private sealed record BoxState
    {
        public string Text { get; set; } = string.Empty;

        public string Both() => "the state's";

        public string Own() => "the state's";
    }

    private sealed class ClosedEntity : TaskEntity<BoxState>;

    private sealed class BoxEntity : TaskEntity<BoxState>
    {
        protected override bool AllowStateDispatch => true;

        public string Read() => State.Text;

        public string Sync() => "sync";

        public async Task<string> Task()
        {
            await System.Threading.Tasks.Task.Yield();
            return "task";
        }

        public async ValueTask<string> Value()
        {
            await System.Threading.Tasks.Task.Yield();
            return "value";
        }

        public Task Nothing() => System.Threading.Tasks.Task.CompletedTask;

        public string InputFirst(int value, TaskEntityContext context) => $"{value}{context.Id}";

        public string ContextFirst(TaskEntityContext context, int value) => $"{value}{context.Id}";

        public int OrDefault(int value = 42) => value;

        public string Both() => "the entity's";

        public async Task Slowly()
        {
            var before = State.Text;
            await System.Threading.Tasks.Task.Yield();
            State.Text = before + ".";
        }

        public void Start(string id) => Context.ScheduleNewOrchestration("Child", null, new StartOrchestrationOptions(id));

        public void StartAndFail(string id)
        {
            Start(id);
            throw new FormatException("no");
        }

        protected override BoxState InitializeState(TaskEntityOperation entityOperation) => new() { Text = "fresh" };
    }
}
