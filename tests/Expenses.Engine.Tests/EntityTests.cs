using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests;

/// <summary>Entities: durable-semantics §11.</summary>
public sealed class EntityTests
{
    private static readonly EntityInstanceId One = new("Counter", "one");

    private static TestFunctions WithCounter() => new TestFunctions()
        .Entity<Counter>("counter")
        .Orchestrator("Read", context => context.Entities.CallEntityAsync<int>(new EntityInstanceId("Counter", context.GetInput<string>()!), "get"))
        .Orchestrator("Started", context => Task.FromResult(context.GetInput<string>()));

    [Fact]
    public async Task Signals_change_the_state_in_the_order_they_were_sent()
    {
        await using var engine = await TestEngine.StartAsync(WithCounter());
        for (var i = 1; i <= 20; i++)
        {
            await engine.Client.Entities.SignalEntityAsync(One, "append", i);
        }

        await engine.IdleAsync();
        var entity = await engine.Client.Entities.GetEntityAsync<CounterState>(One);

        Assert.Equal(Enumerable.Range(1, 20), entity!.State.Seen);
        Assert.Equal("@counter@one", entity.Id.ToString());
    }

    [Fact]
    public async Task State_survives_a_restart()
    {
        await using var engine = await TestEngine.StartAsync(WithCounter());
        await engine.Client.Entities.SignalEntityAsync(One, "add", 5);
        await engine.RestartAsync();
        await engine.Client.Entities.SignalEntityAsync(One, "ADD", 6);

        Assert.Equal(11, (await engine.RunAsync("Read", "one")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_failed_operation_is_rolled_back_with_its_signals_and_reported_to_the_caller()
    {
        var functions = WithCounter().Orchestrator("Main", async context =>
        {
            await context.Entities.CallEntityAsync(One, "add", 1);
            try
            {
                await context.Entities.CallEntityAsync(One, "signalAndFail");
                return "no";
            }
            catch (EntityOperationFailedException e)
            {
                return $"{e.Message} {await context.Entities.CallEntityAsync<int>(One, "get")}";
            }
        });
        await using var engine = await TestEngine.StartAsync(functions);

        var result = await engine.RunAsync("Main");
        await engine.IdleAsync();

        Assert.Equal("Operation 'signalAndFail' of entity '@counter@one' failed: rolled back 1", result.ReadOutputAs<string>());
        Assert.Null(await engine.Client.Entities.GetEntityAsync(new EntityInstanceId("counter", "other")));
    }

    [Fact]
    public async Task An_unknown_operation_and_a_missing_entity_function_fail_the_call()
    {
        var functions = WithCounter()
            .Orchestrator("Op", context => context.Entities.CallEntityAsync(One, "nope"))
            .Orchestrator("Entity", context => context.Entities.CallEntityAsync(new EntityInstanceId("ghost", "x"), "op"));
        await using var engine = await TestEngine.StartAsync(functions);

        var operation = (await engine.RunAsync("Op")).FailureDetails!;
        var entity = (await engine.RunAsync("Entity")).FailureDetails!;

        Assert.Equal("No suitable method found for entity operation 'counter/nope'.", operation.InnerFailure!.ErrorMessage);
        Assert.Contains("The function 'ghost' doesn't exist", entity.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_signals_another_and_starts_an_orchestration()
    {
        await using var engine = await TestEngine.StartAsync(WithCounter());

        await engine.Client.Entities.SignalEntityAsync(One, "forward", "two");
        var started = await engine.Client.WaitForInstanceCompletionAsync("from-one", getInputsAndOutputs: true);
        await engine.IdleAsync();

        Assert.Equal("hello", started.ReadOutputAs<string>());
        Assert.Equal(100, (await engine.Client.Entities.GetEntityAsync<CounterState>(new EntityInstanceId("counter", "two")))!.State.Value);
    }

    [Fact]
    public async Task A_scheduled_signal_arrives_at_its_time_also_after_a_restart()
    {
        await using var engine = await TestEngine.StartAsync(WithCounter());
        await engine.Client.Entities.SignalEntityAsync(One, "add", 1, engine.Time.GetUtcNow().AddMinutes(10));
        await engine.PassTimeAsync(TimeSpan.FromMinutes(9));
        Assert.Null(await engine.Client.Entities.GetEntityAsync(One));
        await engine.RestartAsync();

        await engine.PassTimeAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(1, (await engine.Client.Entities.GetEntityAsync<CounterState>(One))!.State.Value);
    }

    [Fact]
    public async Task Delete_removes_the_entity()
    {
        await using var engine = await TestEngine.StartAsync(WithCounter());
        await engine.Client.Entities.SignalEntityAsync(One, "add", 1);
        await engine.Client.Entities.SignalEntityAsync(One, "delete");
        await engine.IdleAsync();

        Assert.Null(await engine.Client.Entities.GetEntityAsync(One));
    }

    [Fact]
    public async Task Calls_from_many_orchestrations_never_interleave()
    {
        var functions = WithCounter().Orchestrator("Main", async context =>
        {
            for (var i = 0; i < 5; i++)
            {
                await context.Entities.CallEntityAsync(One, "slowAdd", 1);
            }
        });
        await using var engine = await TestEngine.StartAsync(functions);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => engine.RunAsync("Main")));

        Assert.Equal(50, (await engine.Client.Entities.GetEntityAsync<CounterState>(One))!.State.Value);
    }

    [Fact]
    public async Task A_critical_section_keeps_others_out_until_it_is_left()
    {
        var functions = WithCounter().Orchestrator("Main", async context =>
        {
            EntityInstanceId[] pair = [new("counter", "b"), new("counter", "a")];
            await using (await context.Entities.LockEntitiesAsync(pair))
            {
                var a = await context.Entities.CallEntityAsync<int>(pair[1], "get");
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                await context.Entities.CallEntityAsync(pair[1], "set", a + 1);
                await context.Entities.CallEntityAsync(pair[0], "add", 1);
            }

            return context.Entities.InCriticalSection();
        });
        await using var engine = await TestEngine.StartAsync(functions);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => engine.RunAsync("Main")));
        await engine.IdleAsync();

        Assert.All(results, result => Assert.False(result.ReadOutputAs<bool>()));
        foreach (var key in new[] { "a", "b" })
        {
            var entity = await engine.Client.Entities.GetEntityAsync<CounterState>(new EntityInstanceId("counter", key));
            Assert.Equal(6, entity!.State.Value);
            Assert.Null(entity.LockedBy);
        }
    }

    [Theory]
    [InlineData("fails")]
    [InlineData("is terminated")]
    [InlineData("forgets")]
    public async Task Locks_are_given_back_when_the_orchestrator_ends(string how)
    {
        var functions = WithCounter().Orchestrator("Main", async context =>
        {
            await context.Entities.LockEntitiesAsync(One);
            switch (how)
            {
                case "fails":
                    throw new InvalidOperationException("inside");
                case "is terminated":
                    await context.WaitForExternalEvent<int>("never");
                    break;
            }
        });
        await using var engine = await TestEngine.StartAsync(functions);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await engine.IdleAsync();
        if (how == "is terminated")
        {
            await engine.Client.TerminateInstanceAsync(id);
        }

        await engine.CompletedAsync(id);

        Assert.Equal(0, (await engine.RunAsync("Read", "one")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_lock_nobody_waits_for_any_more_is_given_back()
    {
        var functions = WithCounter()
            .Orchestrator("Holder", async context =>
            {
                await using (await context.Entities.LockEntitiesAsync(One))
                {
                    await context.WaitForExternalEvent<int>("end");
                }
            })
            .Orchestrator("Waiter", context => context.Entities.LockEntitiesAsync(One));
        await using var engine = await TestEngine.StartAsync(functions);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Holder", new StartOrchestrationOptions("h"));
        await engine.IdleAsync();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("w"));
        await engine.IdleAsync();
        await engine.Client.TerminateInstanceAsync("w");
        await engine.CompletedAsync("w");
        await engine.RestartAsync();

        await engine.Client.RaiseEventAsync("h", "end", 1);
        await engine.CompletedAsync("h");

        Assert.Equal(0, (await engine.RunAsync("Read", "one")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Inside_a_critical_section_the_forbidden_is_refused()
    {
        var functions = WithCounter().Orchestrator("Main", async context =>
        {
            var other = new EntityInstanceId("counter", "other");
            await using var section = await context.Entities.LockEntitiesAsync(One);
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.Entities.LockEntitiesAsync(other));
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.CallSubOrchestratorAsync("Main"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.Entities.SignalEntityAsync(One, "add", 1));
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.Entities.CallEntityAsync(other, "get"));
            return "refused";
        }).Orchestrator("Empty", context => context.Entities.LockEntitiesAsync());
        await using var engine = await TestEngine.StartAsync(functions);

        Assert.Equal("refused", (await engine.RunAsync("Main")).ReadOutputAs<string>());
        Assert.Equal("System.ArgumentException", (await engine.RunAsync("Empty")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Entities_are_listed_in_pages_with_their_state()
    {
        await using var engine = await TestEngine.StartAsync(WithCounter());
        for (var i = 0; i < 5; i++)
        {
            await engine.Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", $"k{i}"), "add", i);
        }

        await engine.IdleAsync();
        var pages = new List<int>();
        await foreach (var page in engine.Client.Entities.GetAllEntitiesAsync<CounterState>(new EntityQuery { PageSize = 2, InstanceIdStartsWith = "Counter" }).AsPages())
        {
            pages.Add(page.Values.Sum(entity => entity.State.Value));
        }

        Assert.Equal([1, 5, 4], pages);
    }

    public sealed class CounterState
    {
        public int Value { get; set; }

        public IList<int> Seen { get; set; } = [];
    }

    private sealed class Counter : TaskEntity<CounterState>
    {
        public int Get() => State.Value;

        public void Set(int value) => State.Value = value;

        public void Add(int value) => State.Value += value;

        public async Task SlowAdd(int value)
        {
            var before = State.Value;
            await Task.Yield();
            State.Value = before + value;
        }

        public void Append(int value) => State.Seen.Add(value);

        public void Forward(string key)
        {
            Context.SignalEntity(new EntityInstanceId("counter", key), "add", 100);
            Context.ScheduleNewOrchestration("Started", "hello", new StartOrchestrationOptions($"from-{Context.Id.Key}"));
        }

        public void SignalAndFail()
        {
            State.Value = 1000;
            Context.SignalEntity(new EntityInstanceId("counter", "other"), "add", 1);
            throw new InvalidOperationException("rolled back");
        }
    }
}
