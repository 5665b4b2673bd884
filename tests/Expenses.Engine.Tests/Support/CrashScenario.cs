using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Support;

/// <summary>
/// Orders that use everything an orchestration can do, and a book that notes each effect: whatever dies on the way,
/// every effect has to be there once.
/// </summary>
internal static class CrashScenario
{
    public const int Orders = 6;

    private const int Parts = 3;
    private const int Generations = 3;

    private static readonly EntityInstanceId Book = new("book", "all");

    public static IEnumerable<string> Ids => Enumerable.Range(0, Orders).Select(i => $"order-{i}").Append("collector");

    public static TestFunctions Functions() => new TestFunctions()
        .Entity<BookEntity>("book")
        .Activity<string, string>("Pack", part => $"packed {part}")
        .Orchestrator("Part", PartAsync)
        .Orchestrator("Order", OrderAsync)
        .Orchestrator("Collector", CollectAsync);

    public static async Task StartAsync(DurableTaskClient client)
    {
        foreach (var id in Ids)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(id == "collector" ? "Collector" : "Order", 0, new StartOrchestrationOptions(id)
                {
                    DedupeStatuses = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated"],
                });
            }
            catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
            {
                // Started before the crash.
            }
        }
    }

    public static async Task<bool> IsDoneAsync(DurableTaskClient client)
    {
        foreach (var id in Ids)
        {
            if (await client.GetInstanceAsync(id) is not { IsCompleted: true })
            {
                return false;
            }
        }

        return true;
    }

    public static async Task CheckAsync(DurableTaskClient client)
    {
        foreach (var id in Ids)
        {
            var instance = (await client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
            Assert.True(
                instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{id} is {instance.RuntimeStatus}: {instance.SerializedOutput}");
        }

        var orders = Ids.Where(id => id != "collector").ToList();
        var expected = orders.SelectMany(id => Enumerable.Range(0, Generations).SelectMany(g => Enumerable.Range(0, Parts).Select(p => $"{id}/{g}/{p}")));
        var book = await client.Entities.GetEntityAsync<List<string>>(Book);
        Assert.Equal(expected.Order(StringComparer.Ordinal), book!.State.Order(StringComparer.Ordinal));
        Assert.Null(book.LockedBy);
        var collected = (await client.GetInstanceAsync("collector", getInputsAndOutputs: true))!.ReadOutputAs<List<string>>()!;
        Assert.Equal(orders.Order(StringComparer.Ordinal), collected.Order(StringComparer.Ordinal));
    }

    private static async Task<string> OrderAsync(TaskOrchestrationContext context)
    {
        var generation = context.GetInput<int>();
        var parts = Enumerable.Range(0, Parts).Select(part => context.CallSubOrchestratorAsync<string>(
            "Part", $"{context.InstanceId}/{generation}/{part}", new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{generation}-{part}")));
        var packed = await Task.WhenAll(parts);
        await context.CreateTimer(TimeSpan.FromSeconds(3), CancellationToken.None);
        if (generation + 1 < Generations)
        {
            context.ContinueAsNew(generation + 1);
            return string.Empty;
        }

        context.SendEvent("collector", "done", context.InstanceId);
        return string.Join(',', packed);
    }

    private static async Task<string> PartAsync(TaskOrchestrationContext context)
    {
        var part = context.GetInput<string>()!;
        var packed = await context.CallActivityAsync<string>("Pack", part);
        if (part.EndsWith('0'))
        {
            await using var section = await context.Entities.LockEntitiesAsync(Book);
            await context.Entities.CallEntityAsync(Book, "note", part);
        }
        else if (part.EndsWith('1'))
        {
            await context.Entities.CallEntityAsync(Book, "note", part);
        }
        else
        {
            await context.Entities.SignalEntityAsync(Book, "note", part);
        }

        return packed;
    }

    private static async Task<List<string>> CollectAsync(TaskOrchestrationContext context)
    {
        var seen = new List<string>();
        while (seen.Count < Orders)
        {
            seen.Add(await context.WaitForExternalEvent<string>("done"));
        }

        return seen;
    }

    private sealed class BookEntity : TaskEntity<List<string>>
    {
        public void Note(string line) => State.Add(line);

        protected override List<string> InitializeState(TaskEntityOperation entityOperation) => [];
    }
}
