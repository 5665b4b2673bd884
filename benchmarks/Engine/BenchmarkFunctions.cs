using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Benchmarks;

/// <summary>The functions under measure: activities and entities that do next to nothing, so that the engine is what costs.</summary>
internal sealed class BenchmarkFunctions : IDurableFunctions
{
    private const string Activity = "Echo";
    private const string Hanging = "Hang";
    private const int ChunkSize = 100;

    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Sequence"] = SequenceAsync,
            ["Flat"] = FlatAsync,
            ["Chunked"] = ChunkedAsync,
            ["Events"] = EventsAsync,
            ["Sleeps"] = SleepsAsync,
            ["Hangs"] = context => context.CallActivityAsync<object?>(Hanging),
            ["EntityCalls"] = EntityCallsAsync,
        };

    /// <summary>Whether the activity that may hang does; in the next process it does not.</summary>
    public static bool Hang { get; set; }

    public bool HasOrchestrator(string name) => Orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => name is Activity or Hanging;

    public bool HasEntity(string name) => string.Equals(name, "counter", StringComparison.OrdinalIgnoreCase);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => Orchestrators[name](context);

    public async Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        if (Hang && name is Hanging)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return serializedInput;
    }

    public ValueTask<object?> RunEntityAsync(string name, TaskEntityOperation operation) => new Counter().RunAsync(operation);

    private static async Task<object?> SequenceAsync(TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        for (var i = 0; i < count; i++)
        {
            await context.CallActivityAsync<string>(Activity, i);
        }

        return count;
    }

    private static async Task<object?> FlatAsync(TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        var calls = Enumerable.Range(0, count).Select(i => context.CallActivityAsync<string>(Activity, i)).ToList();
        return (await Task.WhenAll(calls)).Length;
    }

    private static async Task<object?> ChunkedAsync(TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        var chunks = new List<Task<int>>();
        for (var first = 0; first < count; first += ChunkSize)
        {
            chunks.Add(context.CallSubOrchestratorAsync<int>("Flat", Math.Min(ChunkSize, count - first)));
        }

        return (await Task.WhenAll(chunks)).Sum();
    }

    private static async Task<object?> EventsAsync(TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        for (var i = 0; i < count; i++)
        {
            await context.WaitForExternalEvent<int>("Ping");
        }

        return count;
    }

    private static async Task<object?> SleepsAsync(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        return null;
    }

    private static async Task<object?> EntityCallsAsync(TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        var entity = new EntityInstanceId("counter", context.InstanceId);
        for (var i = 0; i < count; i++)
        {
            await context.Entities.CallEntityAsync<int>(entity, "Add", 1);
        }

        return count;
    }
}

/// <summary>A number that operations add to.</summary>
internal sealed class Counter : TaskEntity<int>
{
    public int Add(int amount) => State += amount;
}
