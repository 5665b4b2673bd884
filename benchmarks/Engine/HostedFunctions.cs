using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Expenses.Engine.Benchmarks;

/// <summary>The same orchestrators as functions of an app.</summary>
internal sealed class HostedFunctions
{
    [Function("Sequence")]
    public static async Task<int> SequenceAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await context.CallActivityAsync<string>("Echo", i);
        }

        return count;
    }

    [Function("Flat")]
    public static async Task<int> FlatAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var calls = Enumerable.Range(0, count).Select(i => context.CallActivityAsync<string>("Echo", i)).ToList();
        return (await Task.WhenAll(calls)).Length;
    }

    [Function("Chunked")]
    public static async Task<int> ChunkedAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count)
        => (await Task.WhenAll(Enumerable.Range(0, count / 100).Select(_ => context.CallSubOrchestratorAsync<int>("Flat", 100)))).Sum();

    [Function("Echo")]
    public static string Echo([ActivityTrigger] int value) => $"{value}";
}
