using DurableTask.Core.Exceptions;
using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Crash;

/// <summary>
/// Two generations that use every durable feature: activities with retries, a child, timers, events, custom status,
/// an entity called, signalled and locked, ContinueAsNew.
/// </summary>
internal static class ReferenceWorkload
{
    private static readonly EntityInstanceId Sum = new("sum", "all");

    public static TestFunctions Functions() => new TestFunctions()
        .Entity<SumEntity>("sum")
        .Activity<int, int>("Double", value => value * 2)
        .Activity<int, int>("Boom", _ => throw new InvalidOperationException("always"))
        .Orchestrator("Child", async context => await context.CallActivityAsync<int>("Double", context.GetInput<int>()) + 1)
        .Orchestrator("Main", MainAsync)
        .Orchestrator("Collector", async context =>
            new[] { await context.WaitForExternalEvent<int>("done"), await context.WaitForExternalEvent<int>("done") });

    public static async Task StartAsync(DurableTaskClient client)
    {
        foreach (var (id, name) in new[] { ("collector", "Collector"), ("main", "Main") })
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(name, 0, new StartOrchestrationOptions(id)
                {
                    DedupeStatuses = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated"],
                });
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // Started before the death.
            }
        }
    }

    public static async Task<bool> IsDoneAsync(DurableTaskClient client)
        => await client.GetInstanceAsync("main") is { IsCompleted: true } && await client.GetInstanceAsync("collector") is { IsCompleted: true };

    public static async Task<string> OutcomeAsync(DurableTaskClient client)
    {
        var main = (await client.GetInstanceAsync("main", getInputsAndOutputs: true))!;
        var collector = (await client.GetInstanceAsync("collector", getInputsAndOutputs: true))!;
        var sum = (await client.Entities.GetEntityAsync<int>(Sum))!;
        return $"{main.RuntimeStatus} {main.SerializedOutput} {main.SerializedCustomStatus}, "
            + $"{collector.RuntimeStatus} {collector.SerializedOutput}, {sum.State} locked by {sum.LockedBy ?? "nobody"}";
    }

    private static async Task<string> MainAsync(TaskOrchestrationContext context)
    {
        var generation = context.GetInput<int>();
        context.SetCustomStatus($"generation {generation}");
        var child = await context.CallSubOrchestratorAsync<int>("Child", generation, new SubOrchestrationOptions(instanceId: $"kid-{generation}"));
        var failure = string.Empty;
        try
        {
            await context.CallActivityAsync("Boom", 1, new TaskOptions(new RetryPolicy(2, TimeSpan.FromMinutes(1))));
        }
        catch (TaskFailedException e)
        {
            failure = e.FailureDetails.ErrorMessage;
        }

        await using (await context.Entities.LockEntitiesAsync(Sum))
        {
            await context.Entities.CallEntityAsync(Sum, "add", 1);
        }

        await context.Entities.SignalEntityAsync(Sum, "add", 100);
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        context.SendEvent("collector", "done", generation);
        if (generation == 0)
        {
            context.ContinueAsNew(1);
        }

        return $"{child} {failure}";
    }

    private sealed class SumEntity : TaskEntity<int>
    {
        public void Add(int value) => State += value;
    }
}
