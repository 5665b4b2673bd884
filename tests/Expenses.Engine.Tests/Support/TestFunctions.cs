using System.Collections.Concurrent;
using System.Text.Json;
using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Support;

/// <summary>Functions written as delegates in a test; counts the runs of activities.</summary>
internal sealed class TestFunctions : IDurableFunctions
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<string?, CancellationToken, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ITaskEntity>> _entities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>"name(input)" of every activity run, in order of their starts.</summary>
    public ConcurrentQueue<string> Runs { get; } = new();

    /// <summary>How often an orchestrator function was entered.</summary>
    public ConcurrentDictionary<string, int> Invocations { get; } = new(StringComparer.OrdinalIgnoreCase);

    public TestFunctions Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> function)
    {
        _orchestrators[name] = async context => await function(context);
        return this;
    }

    public TestFunctions Orchestrator(string name, Func<TaskOrchestrationContext, Task> function)
    {
        _orchestrators[name] = async context =>
        {
            await function(context);
            return null;
        };
        return this;
    }

    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn?, TOut> function)
        => Activity<TIn, TOut>(name, (input, _) => Task.FromResult(function(input)));

    public TestFunctions Activity<TIn, TOut>(string name, Func<TIn?, CancellationToken, Task<TOut>> function)
    {
        _activities[name] = async (input, cancellation)
            => await function(input is null ? default : JsonSerializer.Deserialize<TIn>(input), cancellation);
        return this;
    }

    public TestFunctions Entity<T>(string name)
        where T : ITaskEntity, new()
        => Entity(name, () => new T());

    public TestFunctions Entity(string name, Func<ITaskEntity> create)
    {
        _entities[name] = create;
        return this;
    }

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public bool HasEntity(string name) => _entities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context)
    {
        Invocations.AddOrUpdate(name, 1, (_, count) => count + 1);
        return _orchestrators[name](context);
    }

    public Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        Runs.Enqueue($"{name}({serializedInput})");
        return _activities[name](serializedInput, cancellationToken);
    }

    public ValueTask<object?> RunEntityAsync(string name, TaskEntityOperation operation) => _entities[name]().RunAsync(operation);
}
