using Expenses.LocalHost.Durable.Orchestrations;
using Microsoft.Extensions.Configuration;

namespace Expenses.LocalHost.Hosting;

/// <summary>What LocalHost reads of <c>host.json</c>; defaults are the Functions host's.</summary>
internal sealed class HostJson
{
    private HostJson(IConfiguration json)
    {
        Logging = json.GetSection("logging");
        RoutePrefix = json["extensions:http:routePrefix"] ?? "api";
        Queues = new QueueSettings
        {
            BatchSize = json.GetValue("extensions:queues:batchSize", 16),
            MaxDequeueCount = json.GetValue("extensions:queues:maxDequeueCount", 5),
            VisibilityTimeout = json.GetValue("extensions:queues:visibilityTimeout", TimeSpan.Zero),
            MaxPollingInterval = json.GetValue<TimeSpan?>("extensions:queues:maxPollingInterval"),
            Base64 = !string.Equals(json["extensions:queues:messageEncoding"], "none", StringComparison.OrdinalIgnoreCase),
        };
        MaxConcurrentActivities = json.GetValue("extensions:durableTask:maxConcurrentActivityFunctions", 10 * Environment.ProcessorCount);
        MaxConcurrentOrchestrators = json.GetValue("extensions:durableTask:maxConcurrentOrchestratorFunctions", 10 * Environment.ProcessorCount);
        Versions = new OrchestrationVersions
        {
            Default = json["extensions:durableTask:defaultVersion"] is { Length: > 0 } version ? version : null,
            Match = json.GetValue("extensions:durableTask:versionMatchStrategy", VersionMatch.CurrentOrOlder),
            OnMismatch = json.GetValue("extensions:durableTask:versionFailureStrategy", VersionFailure.Reject),
        };
    }

    /// <summary>Log levels; section <c>logLevel</c> as everywhere in .NET.</summary>
    public IConfigurationSection Logging { get; }

    /// <summary>Before every HTTP route; empty for none.</summary>
    public string RoutePrefix { get; }

    public QueueSettings Queues { get; }

    public int MaxConcurrentActivities { get; }

    public int MaxConcurrentOrchestrators { get; }

    /// <summary><c>defaultVersion</c> and the two strategies of <c>extensions.durableTask</c>.</summary>
    public OrchestrationVersions Versions { get; }

    /// <summary>Reads the file, or gives the defaults when <paramref name="path"/> is null.</summary>
    public static HostJson Read(string? path)
    {
        var builder = new ConfigurationBuilder();
        if (path is not null)
        {
            builder.AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false);
        }

        return new HostJson(builder.Build());
    }
}

/// <summary><c>extensions.queues</c> of host.json.</summary>
internal sealed class QueueSettings
{
    /// <summary>Messages taken, and run, at the same time per function.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Attempts before a message goes to the poison queue.</summary>
    public required int MaxDequeueCount { get; init; }

    /// <summary>How long a message stays hidden after a failed attempt.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    /// <summary>Longest pause between two looks at an empty queue; null for LocalHost's own default.</summary>
    public required TimeSpan? MaxPollingInterval { get; init; }

    /// <summary>Whether message bodies are base64.</summary>
    public required bool Base64 { get; init; }
}
