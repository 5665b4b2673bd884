using System.Text.Json.Nodes;
using Expenses.LocalHost;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Expenses.Infra.Tests;

/// <summary>The back end Durable Task Scheduler is host.json with the template's settings over it; LocalHost takes that too.</summary>
public sealed class SchedulerHostTests
{
    private const string Prefix = "AzureFunctionsJobHost__";

    [Fact]
    public async Task LocalHost_WithTheSchedulersHostJsonAndSettings_RunsOrchestrationsOnItsOwnEngine()
    {
        var folder = Directory.CreateTempSubdirectory("scheduler-host-");
        try
        {
            var hostJson = Path.Combine(folder.FullName, "host.json");
            var merged = Merged();
            Assert.Equal("azureManaged", (string?)merged["extensions"]!["durableTask"]!["storageProvider"]!["type"]);
            await File.WriteAllTextAsync(hostJson, merged.ToJsonString());
            await using var host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
            {
                FunctionTypes = [typeof(Functions)],
                HostJsonPath = hostJson,
                DatabasePath = Path.Combine(folder.FullName, "durable.db"),
                Settings = AppSettings.Deployed(scheduler: true)
                    .Where(setting => setting.Value is string)
                    .ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value),
                Urls = "http://127.0.0.1:0",
            });
            await host.StartAsync();

            var id = await host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Echo), "word");
            var ended = await host.DurableTaskClient.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

            Assert.Equal("word", ended.ReadOutputAs<string>());
            await host.StopAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>host.json as the Functions host reads it with the deployed overrides.</summary>
    private static JsonNode Merged()
    {
        var root = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("host.json")))!;
        foreach (var (name, value) in AppSettings.Deployed(scheduler: true).Where(setting => setting.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var path = name[Prefix.Length..].Split("__");
            var parent = path.SkipLast(1).Aggregate(root, (node, key) => node[key] ?? throw new InvalidOperationException($"host.json has no {key} for {name}."));
            parent[path[^1]] = (string)value!;
        }

        return root;
    }

    public static class Functions
    {
        [Function(nameof(Echo))]
        public static string Echo([OrchestrationTrigger] TaskOrchestrationContext context, string word) => context.InstanceId.Length > 0 ? word : "";
    }
}
