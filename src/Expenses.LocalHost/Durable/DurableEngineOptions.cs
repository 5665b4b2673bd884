using System.Text.Json;
using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace Expenses.LocalHost.Durable;

/// <summary>Bounds and places of the durable engine.</summary>
internal sealed class DurableEngineOptions
{
    /// <summary>The SQLite file; its directory is created when missing.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>How many activities run at the same time.</summary>
    public int MaxConcurrentActivities { get; init; } = 16;

    /// <summary>How many orchestrations and entities take a step at the same time.</summary>
    public int MaxConcurrentOrchestrators { get; init; } = 16;

    /// <summary>How many orchestrations and entities stay in memory between their steps; others are rebuilt by replay.</summary>
    public int MaxCachedInstances { get; init; } = 1000;

    /// <summary>How many messages of an instance memory holds, and a step takes; the rest waits in the store.</summary>
    public int MaxMessagesInMemory { get; init; } = 1000;

    /// <summary>While true, fewer instances than <see cref="MaxCachedInstances"/> stay in memory, down to none.</summary>
    public Func<bool> IsMemoryScarce { get; init; } = CacheLimit.IsMemoryScarce;

    /// <summary>Longer timers are cut into legs of this length (durable-semantics §4).</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a stop waits for running steps and activities.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where ids of instances, executions and messages come from, unless a caller or the orchestrator's own counter gives them.</summary>
    public Func<Guid> NewId { get; init; } = Guid.NewGuid;

    /// <summary>Who gives the work its turns; null for the threads of the machine.</summary>
    public IEngineDriver? Driver { get; init; }

    /// <summary>Orchestration versions; by default none.</summary>
    public OrchestrationVersions Versions { get; init; } = new();

    /// <summary>False for simulations only: a commit then survives the death of the process, but not that of the machine.</summary>
    public bool SyncsCommits { get; init; } = true;

    /// <summary>Is told of generations that continue as new, before their end is committed: a crash may tell it twice.</summary>
    public Action<EndedGeneration>? OnGenerationEnded { get; init; }

    /// <summary>For tests: stands between the engine and the disk.</summary>
    public ICommitHook? CommitHook { get; init; }

    /// <summary>As in an isolated Functions app: PascalCase, read without regard to case, no fields (durable-semantics §12).</summary>
    public DataConverter Converter { get; init; } =
        new JsonDataConverter(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
}
