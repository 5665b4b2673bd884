using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Orchestrators, activities and entities as delegates, for any implementation to register.</summary>
public sealed class FunctionSet
{
    public Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators { get; } = [];

    public Dictionary<string, Func<JsonElement?, Task<object?>>> Activities { get; } = [];

    public Dictionary<string, Func<ITaskEntity>> Entities { get; } = [];

    public FunctionSet Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> function)
    {
        Orchestrators[name] = async context => await function(context);
        return this;
    }

    public FunctionSet Orchestrator(string name, Func<TaskOrchestrationContext, Task> function)
    {
        Orchestrators[name] = async context =>
        {
            await function(context);
            return null;
        };
        return this;
    }

    public FunctionSet Activity<TIn, TOut>(string name, Func<TIn?, TOut> function)
    {
        Activities[name] = input => Task.FromResult<object?>(function(input is { } json ? json.Deserialize<TIn>() : default));
        return this;
    }

    public FunctionSet Entity<T>(string name)
        where T : ITaskEntity, new()
    {
        Entities[name] = () => new T();
        return this;
    }
}
