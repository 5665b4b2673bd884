using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>
/// All that a conformance fact knows of what it tests. Whoever gives this for another implementation of the Durable Task
/// API can run the same facts on it: see <see cref="Implementations"/>.
/// </summary>
public interface IDurableImplementation : IAsyncDisposable
{
    DurableTaskClient Client { get; }

    DateTimeOffset Now { get; }

    /// <summary>Lets time pass, with all that is due in it.</summary>
    Task PassAsync(TimeSpan span);

    /// <summary>Returns when nothing happens any more without a message or time.</summary>
    Task SettleAsync();

    /// <summary>Waits for the end of an instance and lets time pass meanwhile.</summary>
    Task<OrchestrationMetadata> EndAsync(string instanceId);

    /// <summary>Stops and starts again on the same state.</summary>
    Task RestartAsync();

    /// <summary>The same, as an app that has these functions.</summary>
    Task RestartAsync(FunctionSet functions);

    /// <summary>The same, as an app of another version.</summary>
    Task RestartAsync(VersionRules versions);
}

/// <summary>The version of an app and what it does with instances of other versions, in the words of host.json.</summary>
public sealed record VersionRules(string? Default = null, string Match = "CurrentOrOlder", string Failure = "Reject");
