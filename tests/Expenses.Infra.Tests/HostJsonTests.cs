using System.Text.Json;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>host.json against the published schema's names, kinds and limits, and against its explanation.</summary>
public sealed class HostJsonTests
{
    // Names as the host's and the extensions' reference pages have them; a misspelt one would be ignored in silence.
    private static readonly Dictionary<string, JsonValueKind> Published = new()
    {
        ["version"] = JsonValueKind.String,
        ["telemetryMode"] = JsonValueKind.String,
        ["functionTimeout"] = JsonValueKind.String,
        ["extensions.http.routePrefix"] = JsonValueKind.String,
        ["extensions.queues.batchSize"] = JsonValueKind.Number,
        ["extensions.queues.newBatchThreshold"] = JsonValueKind.Number,
        ["extensions.queues.maxDequeueCount"] = JsonValueKind.Number,
        ["extensions.queues.visibilityTimeout"] = JsonValueKind.String,
        ["extensions.queues.maxPollingInterval"] = JsonValueKind.String,
        ["extensions.queues.messageEncoding"] = JsonValueKind.String,
        ["extensions.durableTask.hubName"] = JsonValueKind.String,
        ["extensions.durableTask.defaultVersion"] = JsonValueKind.String,
        ["extensions.durableTask.versionMatchStrategy"] = JsonValueKind.String,
        ["extensions.durableTask.versionFailureStrategy"] = JsonValueKind.String,
        ["extensions.durableTask.maxConcurrentActivityFunctions"] = JsonValueKind.Number,
        ["extensions.durableTask.maxConcurrentOrchestratorFunctions"] = JsonValueKind.Number,
        ["extensions.durableTask.maxConcurrentEntityFunctions"] = JsonValueKind.Number,
        ["extensions.durableTask.extendedSessionsEnabled"] = JsonValueKind.False,
        ["extensions.durableTask.storageProvider.type"] = JsonValueKind.String,
        ["extensions.durableTask.storageProvider.connectionStringName"] = JsonValueKind.String,
        ["extensions.durableTask.storageProvider.partitionCount"] = JsonValueKind.Number,
        ["extensions.durableTask.storageProvider.controlQueueBatchSize"] = JsonValueKind.Number,
        ["extensions.durableTask.storageProvider.controlQueueBufferThreshold"] = JsonValueKind.Number,
        ["extensions.durableTask.storageProvider.maxQueuePollingInterval"] = JsonValueKind.String,
        ["extensions.durableTask.storageProvider.fetchLargeMessagesAutomatically"] = JsonValueKind.True,
        ["extensions.durableTask.storageProvider.useTablePartitionManagement"] = JsonValueKind.True,
        ["extensions.durableTask.tracing.distributedTracingEnabled"] = JsonValueKind.True,
        ["extensions.durableTask.tracing.version"] = JsonValueKind.String,
        ["extensions.durableTask.tracing.traceInputsAndOutputs"] = JsonValueKind.False,
        ["extensions.durableTask.tracing.traceReplayEvents"] = JsonValueKind.False,
        ["logging.logLevel.default"] = JsonValueKind.String,
        ["logging.logLevel.Azure.Core"] = JsonValueKind.String,
        ["logging.logLevel.Host.Triggers.DurableTask"] = JsonValueKind.String,
    };

    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("host.json"))).RootElement;

    [Fact]
    public void EveryValue_IsOneTheHostKnows() => Assert.Equal(
        Published.OrderBy(p => p.Key).Select(p => $"{p.Key}: {p.Value}"),
        Leaves(Root, "").OrderBy(l => l.Path).Select(l => $"{l.Path}: {l.Value.ValueKind}"));

    [Theory]
    [InlineData("extensions.queues.batchSize", 1, 32)]
    [InlineData("extensions.durableTask.storageProvider.partitionCount", 1, 16)]
    [InlineData("extensions.durableTask.storageProvider.controlQueueBatchSize", 1, 32)]
    public void Numbers_AreWithinTheServicesLimits(string path, int least, int most) => Assert.InRange(Leaf(path).GetInt32(), least, most);

    [Fact]
    public void HubName_IsGoodForTheResourcesMadeFromIt() =>
        Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,44}$", Leaf("extensions.durableTask.hubName").GetString()!);

    // What a newer version has begun waits for it after a roll back, and what an older one has begun is ended: docs/upgrade.md.
    [Fact]
    public void Orchestrations_HaveAVersion_AndThatOfOthersIsKept()
    {
        Assert.True(Version.TryParse(Leaf("extensions.durableTask.defaultVersion").GetString(), out _));
        Assert.Equal("CurrentOrOlder", Leaf("extensions.durableTask.versionMatchStrategy").GetString());
        Assert.Equal("Reject", Leaf("extensions.durableTask.versionFailureStrategy").GetString());
    }

    [Fact]
    public void Telemetry_IsOpenTelemetry_AndKeepsWhatAlertsLookFor()
    {
        Assert.Equal("OpenTelemetry", Leaf("telemetryMode").GetString());
        Assert.Equal("V2", Leaf("extensions.durableTask.tracing.version").GetString());
        Assert.Equal("Information", Leaf("logging.logLevel.default").GetString());
    }

    [Fact]
    public void EveryValue_IsExplained()
    {
        var explained = File.ReadAllText(RepositoryRoot.File("docs", "configuration.md")).Split("## host.json")[1];

        Assert.Empty(Leaves(Root, "")
            .Select(leaf => leaf.Path.Split('.'))
            .Where(parts => parts[0] is "extensions" or "functionTimeout" or "telemetryMode")
            .Select(parts => parts[^1])
            .Where(name => name is not ("type" or "connectionStringName" or "traceReplayEvents") && !name.StartsWith("maxConcurrent", StringComparison.Ordinal))
            .Where(name => !explained.Contains(name, StringComparison.Ordinal)));
    }

    private static JsonElement Leaf(string path) => Leaves(Root, "").Single(leaf => leaf.Path == path).Value;

    private static IEnumerable<(string Path, JsonElement Value)> Leaves(JsonElement json, string path) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
        : [(path, json)];
}
