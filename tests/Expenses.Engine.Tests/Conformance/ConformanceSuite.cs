using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>What the facts of all sections share.</summary>
public abstract class ConformanceSuite
{
    protected static FunctionSet Functions => new();

    protected static Task<IDurableImplementation> StartAsync(
        Memory memory, FunctionSet functions, VersionRules? versions = null, ILoggerFactory? loggers = null)
        => Implementations.StartAsync(functions, memory, versions, loggers);

    /// <summary>Runs the orchestrator "Main" to its end, under the id "main".</summary>
    protected static async Task<OrchestrationMetadata> RunAsync(Memory memory, FunctionSet functions, object? input = null)
    {
        await using var durable = await StartAsync(memory, functions);
        return await RunAsync(durable, input);
    }

    protected static Task<OrchestrationMetadata> RunAsync(Memory memory, Func<TaskOrchestrationContext, Task<object?>> main)
        => RunAsync(memory, Functions.Orchestrator("Main", main));

    protected static async Task<OrchestrationMetadata> RunAsync(IDurableImplementation durable, object? input = null)
    {
        await BeginAsync(durable, input);
        return await durable.EndAsync("main");
    }

    /// <summary>Starts "Main" and lets it come to its first wait.</summary>
    protected static async Task BeginAsync(IDurableImplementation durable, object? input = null)
    {
        await durable.Client.ScheduleNewOrchestrationInstanceAsync("Main", input, new StartOrchestrationOptions("main"));
        await durable.SettleAsync();
    }

    protected static async Task<OrchestrationMetadata> LookAsync(IDurableImplementation durable, string id = "main")
        => (await durable.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;

    /// <summary>"Kind#id" of every event: the id of what was asked for, ">id" of what it answers.</summary>
    protected static async Task<IReadOnlyList<string>> HistoryAsync(IDurableImplementation durable, string id = "main")
        => [.. (await durable.Client.GetOrchestrationHistoryAsync(id)).Select(Describe)];

    protected static async Task<string> ThrownAsync(Func<Task> action)
    {
        try
        {
            await action();
            return "nothing";
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static string Describe(HistoryEvent value) => value switch
    {
        TaskCompletedEvent done => $"TaskCompleted>{done.TaskScheduledId}",
        TaskFailedEvent failed => $"TaskFailed>{failed.TaskScheduledId}",
        SubOrchestrationInstanceCompletedEvent done => $"SubOrchestrationInstanceCompleted>{done.TaskScheduledId}",
        SubOrchestrationInstanceFailedEvent failed => $"SubOrchestrationInstanceFailed>{failed.TaskScheduledId}",
        TimerFiredEvent fired => $"TimerFired>{fired.TimerId}",
        { EventId: >= 0 } => $"{value.EventType}#{value.EventId}",
        _ => $"{value.EventType}",
    };
}
