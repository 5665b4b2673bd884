using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Core.Connectors;
using Expenses.LocalHost.Replay;
using Expenses.Testing;
using ExpensesFunctions.Composition;
using ExpensesFunctions.Tests.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ExpensesFunctions.Tests.Histories;

/// <summary>The running app with its durable timers sped up, and what its orchestrations lived through.</summary>
internal sealed class RecordingApp : IAsyncDisposable
{
    /// <summary>Consumers on this machine, and a schedule of three attempts.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Webhooks = new Dictionary<string, string?>
    {
        ["Webhooks:AllowLoopback"] = "true",
        ["Webhooks:Schedule:0"] = "00:00:00",
        ["Webhooks:Schedule:1"] = "00:00:30",
        ["Webhooks:Schedule:2"] = "00:05:00",
    };

    private static readonly TimeSpan Deadline = RunningApp.Deadline;

    private readonly string _hostJson;
    private readonly ConcurrentQueue<StoredHistory> _generations;

    private RecordingApp(RunningApp app, Interference interference, string hostJson, ConcurrentQueue<StoredHistory> generations)
    {
        App = app;
        Interference = interference;
        _hostJson = hostJson;
        _generations = generations;
    }

    public RunningApp App { get; }

    public Interference Interference { get; }

    /// <param name="azurite">Storage.</param>
    /// <param name="settings">The app's, besides those it needs.</param>
    /// <param name="speed">How fast durable timers run.</param>
    public static async Task<RecordingApp> StartAsync(
        AzuriteServer azurite, IReadOnlyDictionary<string, string?>? settings = null, int speed = 240)
    {
        var interference = new Interference();
        var generations = new ConcurrentQueue<StoredHistory>();
        var hostJson = SlowPolling(speed);
        var time = new FastTime(speed);
        var changes = new RecordingChanges(
            worker =>
            {
                worker.Services.AddSingleton(time.OfTheApp);
                worker.UseMiddleware(interference.InvokeAsync);
                var real = worker.Services.Single(s => s.ServiceType == typeof(IAccountingConnector));
                worker.Services.Remove(real);
                worker.Services.AddSingleton(provider => interference.Around((IAccountingConnector)real.ImplementationFactory!(provider)));
                var reader = worker.Services.Single(s => s.ServiceType == typeof(ILedgerReader));
                worker.Services.Remove(reader);
                worker.Services.AddSingleton(provider => interference.Around((ILedgerReader)reader.ImplementationFactory!(provider)));
            },
            hostJson,
            generations.Enqueue);
        var app = await RunningApp.StartAsync(azurite, settings, time, recording: changes, client: RunningApp.NewClient());
        return new RecordingApp(app, interference, hostJson, generations);
    }

    /// <summary>Makes a webhook consumer.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> ConsumerAsync(WebhookReceiver receiver, string eventType) =>
        (await App.PostAsync("webhooks", new { url = $"{receiver.BaseAddress}hook", eventTypes = new[] { eventType } })).GetProperty("id").GetString()!;

    /// <summary>Syncs transactions until the sync has ended, with a code unless any will do.</summary>
    /// <returns>The sync's id.</returns>
    public async Task<string> SyncAsync(string company, int? code, params object[] transactions)
    {
        var sync = await App.SyncAsync(company, transactions);
        var status = await App.EndOfSyncAsync(company, sync);
        if (code is not null)
        {
            Assert.Equal(code, status.GetProperty("syncStatusCode").GetInt32());
        }

        return sync;
    }

    /// <summary>The end of the instance that has a name and, if given, a part of an id.</summary>
    public Task<OrchestrationMetadata> EndedAsync(string orchestrator, string idPart = "") => Eventually.GetAsync(
        async () => (await InstancesAsync()).Where(one => one.Name == orchestrator && one.InstanceId.Contains(idPart, StringComparison.Ordinal)).MaxBy(one => one.CreatedAt)!,
        instance => instance is { IsCompleted: true },
        Deadline);

    public Task<OrchestrationMetadata> RunningAsync(string orchestrator) => Eventually.GetAsync(
        async () => (await InstancesAsync()).FirstOrDefault(one => one.Name == orchestrator)!,
        instance => instance is { IsRunning: true },
        Deadline);

    public async Task<IReadOnlyList<OrchestrationMetadata>> InstancesAsync()
    {
        var instances = new List<OrchestrationMetadata>();
        await foreach (var instance in App.Durable.GetAllInstancesAsync())
        {
            instances.Add(instance);
        }

        return instances;
    }

    /// <summary>
    /// Stores one expense run with a receipt, and gives its id. Asks again where there was no answer: a run is looked after when it
    /// is a minute old, which is a moment here, and may be begun by that before its request begins it.
    /// </summary>
    public async Task<string> StartRunAsync(string company, string receipt)
    {
        using var content = new ByteArrayContent("%PDF-1.4 a receipt"u8.ToArray());
        using var put = await App.Http.PutAsync($"companies/{company}/sync/expenses/receipts/{receipt}?fileName=receipt.pdf", content);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        var expense = JsonSerializer.SerializeToNode(RunningApp.Expense())!;
        expense["receiptIds"] = new JsonArray(receipt);
        var (status, text) = await Eventually.GetAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"companies/{company}/sync/expenses/runs")
                {
                    Content = JsonContent.Create(new { expenses = new[] { expense } }),
                    Headers = { { "Idempotency-Key", receipt } },
                };
                using var accepted = await App.Http.SendAsync(request);
                return (accepted.StatusCode, Text: await accepted.Content.ReadAsStringAsync());
            },
            answer => answer.StatusCode < HttpStatusCode.InternalServerError,
            Deadline);
        Assert.True((int)status < 300, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("runId").GetString()!;
    }

    /// <summary>
    /// Checks that what was just recorded replays, and that it contains what the scenario is there for; writes it when
    /// histories are recorded.
    /// </summary>
    public void Keep(OrchestrationMetadata instance, string scenario, string note, params string[] contains)
        => Keep(App.ExportHistory(instance.InstanceId), scenario, note, contains);

    public void KeepGeneration(string orchestrator, string scenario, string note, params string[] contains)
        => Keep(
            _generations.First(one => one.Orchestrator == orchestrator && contains.All(part => one.ToJson().Contains(part, StringComparison.Ordinal))),
            scenario,
            note,
            contains);

    public async ValueTask DisposeAsync()
    {
        Interference.ReleaseAll();
        await App.DisposeAsync();
        File.Delete(_hostJson);
    }

    private static void Keep(StoredHistory recorded, string scenario, string note, string[] contains)
    {
        var history = StoredHistory.Parse(recorded.With(note).ToJson());
        var report = HistoryReplay.Verify(history, typeof(ExpensesFunctionsApplication).Assembly);
        Assert.True(report.Matches, report.ToString());
        Assert.All(contains, part => Assert.Contains(part, history.ToJson(), StringComparison.Ordinal));
        if (HistoryFiles.AreRecorded)
        {
            HistoryFiles.Write(history, scenario);
        }

        Assert.True(
            HistoryFiles.Has(history.Orchestrator, scenario),
            $"tests/Histories has no {history.Orchestrator}.v*.{scenario}.json; record it as docs/upgrade.md says.");
    }

    /// <summary>Fast time makes a queue's listener busy; one look in a quarter of a second is enough here.</summary>
    private static string SlowPolling(int speed)
    {
        var json = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("host.json")))!;
        json["extensions"]!["queues"]!["maxPollingInterval"] = (TimeSpan.FromMilliseconds(250) * speed).ToString();
        var path = Path.Combine(Path.GetTempPath(), $"host-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, json.ToJsonString());
        return path;
    }
}
