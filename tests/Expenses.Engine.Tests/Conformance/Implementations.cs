using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The one place that says which implementation the facts are run on.</summary>
internal static class Implementations
{
    public static async Task<IDurableImplementation> StartAsync(FunctionSet functions, Memory memory)
    {
        var registered = new TestFunctions();
        foreach (var (name, function) in functions.Orchestrators)
        {
            registered.Orchestrator(name, function);
        }

        foreach (var (name, function) in functions.Activities)
        {
            registered.Activity<System.Text.Json.JsonElement?, object?>(name, (input, _) => function(input));
        }

        foreach (var (name, create) in functions.Entities)
        {
            registered.Entity(name, create);
        }

        return new LocalEngine(await TestEngine.StartAsync(registered, path => new DurableEngineOptions
        {
            DatabasePath = path,
            MaxCachedInstances = memory == Memory.Kept ? 1000 : 0,
        }));
    }

    private sealed class LocalEngine(TestEngine engine) : IDurableImplementation
    {
        public DurableTaskClient Client => engine.Client;

        public DateTimeOffset Now => engine.Time.GetUtcNow();

        public Task PassAsync(TimeSpan span) => engine.PassTimeAsync(span);

        public Task SettleAsync() => engine.IdleAsync();

        public Task<OrchestrationMetadata> EndAsync(string instanceId) => engine.CompletedAsync(instanceId);

        public Task RestartAsync() => engine.RestartAsync();

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
