using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Benchmarks.Scenarios;

/// <summary>What is measured, in the order of the report.</summary>
internal static class Workloads
{
    private const int StepsPerInstance = 5;
    private const int InFlight = 64;

    public static IReadOnlyList<Workload> All { get; } =
    [
        Sequence(100), Sequence(1_000), Sequence(10_000),
        FanOut("flat", "Flat", 100), FanOut("flat", "Flat", 1_000), FanOut("flat", "Flat", 10_000),
        FanOut("chunked", "Chunked", 100), FanOut("chunked", "Chunked", 1_000), FanOut("chunked", "Chunked", 10_000),
        Instances(1), Instances(32), Instances(1_000),
        new("(d) events to one instance", 5_000, EventsAsync, 500),
        new("(e) signals to one entity", 5_000, (client, count) => SignalAsync(client, count, entities: 1), 500),
        new("(e) signals to 100 entities", 5_000, (client, count) => SignalAsync(client, count, entities: 100), 500),
        new("(e) calls from one orchestration", 1_000, (client, count) => CompleteAsync(client, "EntityCalls", count), 200),
    ];

    private static Workload Sequence(int count)
        => new($"(a) sequence of {count}", count, (client, n) => CompleteAsync(client, "Sequence", n), 200);

    private static Workload FanOut(string name, string orchestrator, int count)
        => new($"(b) {name} {count}", count, (client, n) => CompleteAsync(client, orchestrator, n), 1_000);

    private static Workload Instances(int count)
        => new(
            $"(c) {count} instances of {StepsPerInstance} steps",
            count * StepsPerInstance,
            (client, activities) => InstancesAsync(client, activities / StepsPerInstance),
            Math.Max(count, 32) * StepsPerInstance);

    private static async Task CompleteAsync(DurableTaskClient client, string orchestrator, int input)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);
        await ExpectAsync(client, id, input);
    }

    private static Task InstancesAsync(DurableTaskClient client, int count)
        => Task.WhenAll(Enumerable.Range(0, count).Select(_ => CompleteAsync(client, "Sequence", StepsPerInstance)));

    private static async Task EventsAsync(DurableTaskClient client, int count)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Events", count);
        await client.WaitForInstanceStartAsync(id);
        await ManyAsync(count, i => client.RaiseEventAsync(id, "Ping", i));
        await ExpectAsync(client, id, count);
    }

    private static async Task SignalAsync(DurableTaskClient client, int count, int entities)
    {
        var ids = Enumerable.Range(0, entities).Select(i => new EntityInstanceId("counter", $"{i}")).ToList();
        await ManyAsync(count, i => client.Entities.SignalEntityAsync(ids[i % entities], "Add", 1));
        foreach (var id in ids)
        {
            await CountedAsync(client, id, count / entities);
        }
    }

    private static async Task CountedAsync(DurableTaskClient client, EntityInstanceId id, int expected)
    {
        while ((await client.Entities.GetEntityAsync<int>(id))?.State != expected)
        {
            await Task.Yield();
        }
    }

    private static Task ManyAsync(int count, Func<int, Task> call)
        => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (i, _) => await call(i));

    private static async Task ExpectAsync(DurableTaskClient client, string id, int output)
    {
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed || ended.ReadOutputAs<int>() != output)
        {
            throw new InvalidOperationException($"{ended.Name} ended as {ended.RuntimeStatus} with {ended.SerializedOutput}.");
        }
    }
}
