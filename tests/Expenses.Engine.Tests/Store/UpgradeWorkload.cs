using Expenses.Engine.Tests.Support;
using Expenses.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Store;

/// <summary>
/// Instances of every kind of waiting, which were left in a file by an engine of the former schema (schema-1.sql), and how
/// they have to end under today's.
/// </summary>
internal static class UpgradeWorkload
{
    private static readonly EntityInstanceId Held = new("sum", "held");
    private static readonly string[] OnTheirWay = ["timer", "activity", "event"];

    /// <summary>While true the activity Gate does not end by itself.</summary>
    public static TestFunctions Functions(bool isGateShut = false) => new TestFunctions()
        .Entity<SumEntity>("sum")
        .Activity<int, int>("Double", value => value * 2)
        .Activity<int, int>("Boom", _ => throw new InvalidOperationException("always"))
        .Activity<int, int>("Gate", async (value, cancellation) =>
        {
            if (isGateShut)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }

            return value + 1;
        })
        .Orchestrator("Event", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.CallActivityAsync<int>("Double", await context.WaitForExternalEvent<int>("go"));
        })
        .Orchestrator("Timer", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
            return "awake";
        })
        .Orchestrator("Activity", context => context.CallActivityAsync<int>("Gate", 6))
        .Orchestrator("Lock", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(Held))
            {
                await context.Entities.CallEntityAsync(Held, "add", await context.WaitForExternalEvent<int>("go"));
            }

            return await context.Entities.CallEntityAsync<int>(Held, "get");
        })
        .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Event", 0, new SubOrchestrationOptions(instanceId: "child")))
        .Orchestrator("Fails", context => context.CallActivityAsync("Boom", 1));

    /// <summary>How the file was made; the engine that did it had schema 1.</summary>
    public static async Task PrepareAsync(TestEngine engine)
    {
        foreach (var name in new[] { "Event", "Timer", "Activity", "Lock", "Parent", "Fails" })
        {
            await StartAsync(engine.Client, name);
        }

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Event", 0, new StartOrchestrationOptions("suspended")
        {
            Tags = new Dictionary<string, string> { ["team"] = "blue" },
            Version = new TaskVersion("1.5"),
        });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Event", 0, new StartOrchestrationOptions("scheduled", engine.Time.GetUtcNow().AddDays(1)));
        await engine.Client.WaitForInstanceStartAsync("suspended");
        await engine.Client.SuspendInstanceAsync("suspended", "why");
        await engine.Client.WaitForInstanceCompletionAsync("fails");
        await Eventually.TrueAsync(() => IsUnderWayAsync(engine.Client));
        await engine.Client.Entities.SignalEntityAsync(Held, "add", 100);
    }

    /// <summary>Messages no step has seen: they are sent while the engine does not run.</summary>
    public static async Task LeaveMessagesAsync(DurableTaskClient client)
    {
        await StartAsync(client, "Event", "unseen");
        await client.RaiseEventAsync("event", "go", 21);
        await client.RaiseEventAsync("suspended", "go", 4);
    }

    private static async Task<bool> IsUnderWayAsync(DurableTaskClient client)
    {
        await foreach (var entity in client.Entities.GetAllEntitiesAsync(new EntityQuery { IncludeTransient = true }))
        {
            var child = await client.GetInstanceAsync("child", getInputsAndOutputs: true);
            var running = await Task.WhenAll(OnTheirWay.Select(id => client.GetInstanceAsync(id)));
            return entity.LockedBy == "lock" && child?.SerializedCustomStatus is not null
                && running.All(instance => instance!.RuntimeStatus == OrchestrationRuntimeStatus.Running)
                && (await client.GetInstanceAsync("suspended"))!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended;
        }

        return false;
    }

    private static Task<string> StartAsync(DurableTaskClient client, string name, string? id = null)
        => client.ScheduleNewOrchestrationInstanceAsync(name, 0, new StartOrchestrationOptions(id ?? name.ToLowerInvariant()));

    private sealed class SumEntity : TaskEntity<int>
    {
        public void Add(int value) => State += value;

        public int Get() => State;
    }
}
