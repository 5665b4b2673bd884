using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Orchestrations;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The one place that says which implementation the facts are run on.</summary>
internal static class Implementations
{
    public static async Task<IDurableImplementation> StartAsync(FunctionSet functions, Memory memory, VersionRules? versions = null)
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

        return new LocalEngine(await TestEngine.StartAsync(registered, path => Options(path, memory, versions)), memory);
    }

    private static DurableEngineOptions Options(string path, Memory memory, VersionRules? versions) => new()
    {
        DatabasePath = path,
        MaxCachedInstances = memory == Memory.Kept ? 1000 : 0,
        // An activity that a test holds is left at the stop, not waited for.
        StopGrace = TimeSpan.FromMilliseconds(100),
        Versions = versions is null ? new OrchestrationVersions() : new OrchestrationVersions
        {
            Default = versions.Default,
            Match = Enum.Parse<VersionMatch>(versions.Match),
            OnMismatch = Enum.Parse<VersionFailure>(versions.Failure),
        },
    };

    private sealed class LocalEngine(TestEngine engine, Memory memory) : IDurableImplementation
    {
        public DurableTaskClient Client => engine.Client;

        public DateTimeOffset Now => engine.Time.GetUtcNow();

        public Task PassAsync(TimeSpan span) => engine.PassTimeAsync(span);

        public Task SettleAsync() => engine.IdleAsync();

        public Task<OrchestrationMetadata> EndAsync(string instanceId) => engine.CompletedAsync(instanceId);

        public Task RestartAsync() => engine.RestartAsync();

        public async Task RestartAsync(VersionRules versions)
        {
            await engine.DownAsync();
            await engine.UpAsync(path => Options(path, memory, versions));
        }

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
