using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests;

/// <summary>Answers that reach an instance after it has ended: locks go on to others, and a rewind asks again.</summary>
public sealed class LostAnswerTests
{
    private static readonly EntityInstanceId Door = new("door", "one");

    /// <summary>The grant of a lock that comes during a suspension is held back; nobody hears it if the instance is terminated then.</summary>
    [Fact]
    public async Task A_lock_granted_during_a_suspension_that_ends_in_a_termination_is_free_again()
    {
        var functions = new TestFunctions()
            .Entity<DoorEntity>("door")
            .Orchestrator("Hold", async context =>
            {
                await using var section = await context.Entities.LockEntitiesAsync(Door);
                await context.WaitForExternalEvent<int>("leave");
            });
        await using var engine = await TestEngine.StartAsync(functions);
        await StartAsync(engine, "Hold", "first");
        await engine.IdleAsync();
        await StartAsync(engine, "Hold", "second");
        await engine.IdleAsync();
        await engine.Client.SuspendInstanceAsync("second");
        await engine.IdleAsync();
        await engine.Client.RaiseEventAsync("first", "leave", 1);
        await engine.CompletedAsync("first");
        await engine.IdleAsync();
        Assert.Equal("second", await LockedByAsync(engine));

        await engine.Client.TerminateInstanceAsync("second");
        await engine.CompletedAsync("second");
        await engine.IdleAsync();

        Assert.Null(await LockedByAsync(engine));
        await StartAsync(engine, "Hold", "third");
        await engine.Client.RaiseEventAsync("third", "leave", 1);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.CompletedAsync("third")).RuntimeStatus);
    }

    [Fact]
    public async Task A_lock_granted_in_the_batch_of_a_termination_is_free_again()
    {
        using var inStep = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var functions = new TestFunctions()
            .Entity<DoorEntity>("door")
            .Orchestrator("Hold", async context =>
            {
                await using var section = await context.Entities.LockEntitiesAsync(Door);
                await context.WaitForExternalEvent<int>("leave");
            })
            .Orchestrator("Slow", async context =>
            {
                var locking = context.Entities.LockEntitiesAsync(Door);
                await context.WaitForExternalEvent<int>("block");
                inStep.Set();
                goOn.Wait(TimeSpan.FromMinutes(2));
                await (await locking).DisposeAsync();
            });
        await using var engine = await TestEngine.StartAsync(functions);
        await StartAsync(engine, "Hold", "first");
        await engine.IdleAsync();
        await StartAsync(engine, "Slow", "second");
        await engine.IdleAsync();
        await engine.Client.RaiseEventAsync("second", "block", 1);
        await engine.UntilAsync(() => inStep.IsSet);
        await engine.Client.TerminateInstanceAsync("second");
        await engine.Client.RaiseEventAsync("first", "leave", 1);
        await engine.CompletedAsync("first");
        await engine.UntilAsync(async () => await LockedByAsync(engine) == "second");
        goOn.Set();
        await engine.CompletedAsync("second");
        await engine.IdleAsync();

        Assert.Null(await LockedByAsync(engine));
    }

    /// <summary>Changed code fails an instance with everything open; what comes then finds nobody, and a rewind must not wait for it.</summary>
    [Theory]
    [InlineData("activity")]
    [InlineData("timer")]
    [InlineData("child")]
    public async Task What_was_answered_to_a_failed_instance_is_asked_for_again_by_a_rewind(string kind)
    {
        var changed = false;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Activity<int, int>("First", value => value)
            .Activity<int, int>("Other", value => value)
            .Activity<int, int>("Slow", async (value, cancellation) =>
            {
                await gate.Task.WaitAsync(cancellation);
                return value;
            })
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<int>("answer"))
            .Orchestrator("Main", async context =>
            {
                await context.CallActivityAsync(changed ? "Other" : "First", 0);
                var slow = kind switch
                {
                    "activity" => context.CallActivityAsync<int>("Slow", 7),
                    "child" => context.CallSubOrchestratorAsync<int>("Child", null, new SubOrchestrationOptions(instanceId: "child")),
                    _ => DelayAsync(context),
                };
                await context.WaitForExternalEvent<int>("go");
                return await slow;
            });
        await using var engine = await TestEngine.StartAsync(functions, path => new DurableEngineOptions { DatabasePath = path, SyncsCommits = false, MaxCachedInstances = 0 });
        await StartAsync(engine, "Main", "main");
        await engine.UntilAsync(() => kind == "activity" ? functions.Runs.Contains("Slow(7)") : engine.Engine.IsIdle);
        // Out of memory, after the step that asked for it and for good: only a replay sees the changed code.
        await engine.UntilAsync(() => engine.Engine.CachedInstances == 0);
        changed = true;
        await engine.Client.RaiseEventAsync("main", "go", 1);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.CompletedAsync("main")).RuntimeStatus);
        gate.SetResult();
        if (kind == "child")
        {
            await engine.Client.RaiseEventAsync("child", "answer", 7);
            await engine.CompletedAsync("child");
        }

        await engine.PassTimeAsync(TimeSpan.FromHours(2));
        changed = false;

        await engine.Client.RewindInstanceAsync("main", "the code fits again");

        Assert.Equal(7, (await engine.CompletedAsync("main")).ReadOutputAs<int>());
    }

    private static async Task<int> DelayAsync(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return 7;
    }

    private static Task<string> StartAsync(TestEngine engine, string name, string id)
        => engine.Client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions(id));

    private static async Task<string?> LockedByAsync(TestEngine engine)
    {
        await foreach (var entity in engine.Client.Entities.GetAllEntitiesAsync(new Microsoft.DurableTask.Client.Entities.EntityQuery { IncludeTransient = true }))
        {
            return entity.LockedBy;
        }

        return null;
    }

    private sealed class DoorEntity : TaskEntity<int>
    {
        public void Open() => State++;
    }
}
