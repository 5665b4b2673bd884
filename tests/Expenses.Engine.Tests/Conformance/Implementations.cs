using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Orchestrations;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The one place that says which implementation the facts are run on.</summary>
internal static class Implementations
{
    /// <summary>Starts an app with these functions.</summary>
    /// <param name="functions">They may be changed at a restart.</param>
    /// <param name="memory">Whether orchestrations stay in memory.</param>
    /// <param name="versions">What the app does about versions; null for nothing.</param>
    /// <param name="loggers">Where the replay-safe loggers of orchestrators write; null for nowhere.</param>
    public static async Task<IDurableImplementation> StartAsync(
        FunctionSet functions, Memory memory, VersionRules? versions = null, ILoggerFactory? loggers = null)
        => new LocalEngine(
            await TestEngine.StartAsync(Register(functions), loggers ?? NullLoggerFactory.Instance, path => Options(path, memory, versions)), memory);

    private static TestFunctions Register(FunctionSet functions)
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

        return registered;
    }

    private static DurableEngineOptions Options(string path, Memory memory, VersionRules? versions) => new()
    {
        DatabasePath = path,
        SyncsCommits = false,
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

        public async Task RestartAsync(FunctionSet functions)
        {
            await engine.DownAsync();
            engine.Functions = Register(functions);
            await engine.UpAsync();
        }

        public async Task RestartAsync(VersionRules versions)
        {
            await engine.DownAsync();
            await engine.UpAsync(path => Options(path, memory, versions));
        }

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
