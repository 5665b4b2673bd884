using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>A running instance is terminated before it is replaced: durable-semantics §9; purge by id: §10.</summary>
public sealed class ReplacementFacts : ConformanceSuite
{
    private static readonly EntityInstanceId Till = new("till", "one");

    private static readonly StartOrchestrationOptions Replace = new("kid") { DedupeStatuses = [] };

    private static FunctionSet Family => Functions
        .Entity<TillEntity>("till")
        .Orchestrator("Child", context => context.WaitForExternalEvent<int>("go"))
        .Orchestrator("Locker", async context =>
        {
            await using var section = await context.Entities.LockEntitiesAsync(Till);
            return await context.WaitForExternalEvent<int>("go");
        })
        .Orchestrator("Main", async context => await ThrownAsync(
            () => context.CallSubOrchestratorAsync<int>("Child", null, new SubOrchestrationOptions(instanceId: "kid"))));

    [Theory, Rule("9", "replaced-parent")]
    public async Task The_parent_of_a_replaced_child_hears_what_it_hears_of_a_terminated_one(Memory memory)
    {
        await using var durable = await StartAsync(memory, Family);
        await BeginAsync(durable);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Child", null, Replace);

        Assert.Equal(
            "TaskFailedException: Task 'Child' (#0) failed with an unhandled exception.", (await durable.EndAsync("main")).ReadOutputAs<string>());
        await durable.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable, "kid")).RuntimeStatus);
    }

    [Theory, Rule("9", "replaced-locks")]
    public async Task The_locks_of_a_replaced_instance_are_free(Memory memory)
    {
        await using var durable = await StartAsync(memory, Family);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Locker", new StartOrchestrationOptions("kid"));
        await durable.SettleAsync();
        await durable.Client.Entities.SignalEntityAsync(Till, "add", 3);
        await durable.SettleAsync();
        Assert.Null(await durable.Client.Entities.GetEntityAsync(Till));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Child", null, Replace);
        await durable.SettleAsync();

        var till = (await durable.Client.Entities.GetEntityAsync<int>(Till))!;
        Assert.Equal((3, null), (till.State, till.LockedBy));
    }

    [Theory, Rule("9", "replaced-answers")]
    public async Task Answers_for_the_replaced_execution_do_not_reach_the_new_one(Memory memory)
    {
        await using var durable = await StartAsync(memory, Family.Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(context.GetInput<int>()), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", 1, new StartOrchestrationOptions("kid"));
        await durable.SettleAsync();
        var replaced = durable.Now;
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", 3, Replace);

        Assert.Equal(replaced.AddHours(3).UtcDateTime, (await durable.EndAsync("kid")).ReadOutputAs<DateTime>());
    }

    [Theory, Rule("9", "any-state")]
    public async Task A_pending_instance_can_be_replaced_too(Memory memory)
    {
        await using var durable = await StartAsync(memory, Family.Orchestrator("Quick", context => Task.FromResult(context.GetInput<int>())));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Quick", 1, new StartOrchestrationOptions("kid", durable.Now.AddDays(1)));
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Quick", 2, Replace);
        await durable.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(2, (await LookAsync(durable, "kid")).ReadOutputAs<int>());
    }

    [Theory, Rule("10", "purge-running")]
    public async Task Purging_by_id_does_not_ask_for_the_status_as_on_azure_storage(Memory memory)
    {
        await using var durable = await StartAsync(memory, Family);
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Child", new StartOrchestrationOptions("kid"));
        await durable.SettleAsync();

        Assert.Equal(1, (await durable.Client.PurgeInstanceAsync("kid")).PurgedInstanceCount);
        Assert.Null(await durable.Client.GetInstanceAsync("kid"));
    }

    [Theory, Rule("10", "purge-recursive")]
    public async Task A_recursive_purge_leaves_the_children(Memory memory)
    {
        await using var durable = await StartAsync(memory, Family);
        await BeginAsync(durable);
        await durable.Client.PurgeInstanceAsync("main", new PurgeInstanceOptions(Recursive: true));

        Assert.Null(await durable.Client.GetInstanceAsync("main"));
        Assert.NotNull(await durable.Client.GetInstanceAsync("kid"));
    }

    private sealed class TillEntity : TaskEntity<int>
    {
        public void Add(int amount) => State += amount;
    }
}
