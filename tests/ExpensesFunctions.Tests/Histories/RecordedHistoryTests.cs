using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Tests.Runs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Histories;

/// <summary>
/// Really runs every orchestrator of the app, on its branches, and replays what came of it. With RECORD_HISTORIES=1 the
/// histories that are not yet in tests/Histories are written there (docs/upgrade.md).
/// </summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class RecordedHistoryTests(AzuriteFixture azurite)
{
    private static readonly Dictionary<string, string?> Webhooks = new()
    {
        ["Webhooks:AllowLoopback"] = "true",
        ["Webhooks:Schedule:0"] = "00:00:00",
        ["Webhooks:Schedule:1"] = "00:00:30",
        ["Webhooks:Schedule:2"] = "00:05:00",
    };

    [Fact]
    public async Task ARun_FromItsExpensesToItsReceipts_AndTheWebhook()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var recording = await RecordingApp.StartAsync(azurite.Server, Webhooks);
        var company = await recording.App.CreateCompanyAsync("Landed");
        await ConsumerAsync(recording.App, receiver, "expenses.sync.successful");

        var run = await recording.StartRunAsync(company, "landed");

        var ended = await recording.EndedAsync("ExpenseRun", run);
        Assert.Equal(1, JsonSerializer.Deserialize<JsonElement>(ended.SerializedOutput ?? (await OutputAsync(recording, ended))).GetProperty("Uploaded").GetInt32());
        recording.Keep(ended, "landed", "The sync lands and its event comes; receipts are attached by a child.", "SyncCompleted", "SettleRun");
        recording.Keep(await recording.EndedAsync("SettleRun"), "landed", "One chunk of receipts, then the end of the run.", "AttachReceipts", "FinishRun");
        recording.Keep(await recording.EndedAsync("AttachReceipts"), "landed", "One receipt is attached with a permit of the quota.", "\"AttachReceipt\"", "Lease");
        recording.Keep(await recording.EndedAsync("Sync"), "landed", "One chunk is prepared and pushed, the event published, the lane told.", "PushChunk", "Completed");
        recording.Keep(await recording.EndedAsync("PushChunk"), "landed", "One batch that the platform takes at once.", "PushBatch", "Lease");
        recording.Keep(await recording.EndedAsync("PublishSyncEvent"), "told", "The run is told and the webhook published.", "RaiseSyncCompleted", "PublishSyncEnded");
        recording.Keep(await recording.EndedAsync("DeliverWebhook"), "taken", "The consumer takes the first attempt.", "AttemptWebhook");
    }

    [Fact]
    public async Task ASync_WithNothingToPush_AndOneThatWasPushedBefore()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Refused");
        var id = Guid.NewGuid().ToString();

        var empty = await SyncAsync(recording, company, 2040);
        recording.Keep(await recording.EndedAsync("Sync", empty), "empty", "A dataset without transactions.", "LoadSync");
        var twice = new[] { await DatasetAsync(recording, company, id), await DatasetAsync(recording, company, id) };
        await recording.App.EndOfSyncAsync(company, await StartAsync(recording, company, twice[0]));
        var duplicate = await StartAsync(recording, company, twice[1]);

        Assert.Equal(5080, (await recording.App.EndOfSyncAsync(company, duplicate)).GetProperty("syncStatusCode").GetInt32());
        recording.Keep(await recording.EndedAsync("Sync", duplicate), "duplicate", "A transaction that landed before: nothing is pushed (5080).", "AbandonChunk");
    }

    [Fact]
    public async Task APlatform_ThatFinishesLater()
    {
        await using var recording = await RecordingApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Sandbox:Asynchronous"] = "true", ["Sandbox:CompletionDelay"] = "00:00:02" });
        var company = await recording.App.CreateCompanyAsync("Later");

        await SyncAsync(recording, company, 2000, RunningApp.Expense());

        recording.Keep(
            await recording.EndedAsync("PushChunk"), "finished-later", "The platform takes the batch and finishes later: polls on a growing interval until it has.",
            "SettlePushOperation", "TimerCreated");
    }

    // At the usual speed its word comes before the first poll; on a machine that hangs, after it, which is the test above.
    [Fact]
    public async Task APlatform_ThatTellsThatItHasFinished()
    {
        await using var recording = await RecordingApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Sandbox:Asynchronous"] = "true", ["Sandbox:CompletionDelay"] = "00:00:00.5" }, speed: 1);
        var company = await recording.App.CreateCompanyAsync("Told");

        await SyncAsync(recording, company, 2000, RunningApp.Expense());

        recording.Keep(
            await recording.EndedAsync("PushChunk"), "told", "The platform takes the batch, finishes later and says so.", "SettlePushOperation");
    }

    [Fact]
    public async Task APlatform_ThatAsksToWait()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Throttled");
        recording.Interference.Throttle();

        var run = await recording.StartRunAsync(company, "throttled");

        await recording.EndedAsync("ExpenseRun", run);
        recording.Keep(
            await recording.EndedAsync("PushChunk"), "throttled", "The platform asks for a wait: the quota is told, the permit waited for, the batch sent again.", "Throttle");
        recording.Keep(
            await recording.EndedAsync("AttachReceipts"), "throttled", "The platform asks for a wait while a receipt is attached.", "Throttle");
    }

    [Fact]
    public async Task ASync_WhoseActivitiesFail()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Down");

        recording.Interference.Fail("PrepareChunk", times: 2);
        var bumpy = await SyncAsync(recording, company, 2000, RunningApp.Expense());
        recording.Keep(await recording.EndedAsync("Sync", bumpy), "retried", "An activity fails twice and is tried again after a wait.", "TaskFailed", "TimerFired");

        recording.Interference.Fail("PrepareChunk", times: 20);
        var failed = await SyncAsync(recording, company, 5000, RunningApp.Expense());
        recording.Keep(await recording.EndedAsync("Sync", failed), "given-up", "An activity fails for good: the sync ends as a server error.", "AbandonChunk");

        recording.Interference.Fail("PushBatch", times: 20);
        await SyncAsync(recording, company, null, RunningApp.Expense());
        recording.Keep(await recording.EndedAsync("PushChunk"), "given-up", "A batch fails for good: the chunk is abandoned with the reason.", "AbandonChunk");
    }

    [Fact]
    public async Task ASync_WhoseChunkIsTerminated()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Terminated");
        recording.App.Watch.Hold();
        var sync = await recording.App.SyncAsync(company, RunningApp.Expense());
        await Eventually.TrueAsync(() => recording.App.Watch.Moments.Count > 0, TimeSpan.FromSeconds(60));

        await recording.App.Durable.TerminateInstanceAsync((await recording.RunningAsync("PushChunk")).InstanceId, "by an operator");

        recording.Keep(await recording.EndedAsync("PushChunk"), "terminated", "An operator terminates it while a batch is out.", "ExecutionTerminated");
        recording.Keep(await recording.EndedAsync("Sync", sync), "chunk-terminated", "A chunk is terminated: the sync ends as a server error.", "SubOrchestrationInstanceFailed");
        recording.App.Watch.Release();
    }

    [Fact]
    public async Task ARun_WhoseStepsFail()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Run down");

        recording.Interference.Fail("CreateDataset", times: 20);
        var refused = await recording.StartRunAsync(company, "refused");
        recording.Keep(await recording.EndedAsync("ExpenseRun", refused), "given-up", "The dataset cannot be made: the run fails with the reason.", "FinishRun");

        recording.Interference.Fail("AttachReceipt", times: 20);
        var bare = await recording.StartRunAsync(company, "bare");
        await recording.EndedAsync("ExpenseRun", bare);
        recording.Keep(await recording.EndedAsync("AttachReceipts"), "given-up", "A receipt cannot be attached: its expense alone fails.", "MarkExpensesUploaded");

        // Seven attempts take a minute and a half; the run looks every minute.
        recording.Interference.Fail("RaiseSyncCompleted", times: 7);
        var late = await recording.StartRunAsync(company, "late");
        recording.Keep(await recording.EndedAsync("ExpenseRun", late), "event-late", "The event is late: the run looks for itself and goes on.", "CheckSync", "SettleRun");
    }

    [Fact]
    public async Task ARun_WhoseSyncDoesNotEnd()
    {
        await using var recording = await RecordingApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["ExpenseRun:SyncDeadline"] = "00:02:30" });
        var company = await recording.App.CreateCompanyAsync("Deadline");
        recording.App.Watch.Hold();

        var run = await recording.StartRunAsync(company, "deadline");

        recording.Keep(await recording.EndedAsync("ExpenseRun", run), "deadline", "The sync does not end in time: the run fails.", "CheckSync", "FinishRun");
        recording.App.Watch.Release();
        recording.Keep(
            await recording.EndedAsync("SettleRunAgain", run), "after-all", "The sync ends after its run had given up: the run is settled.", "IsBeingSettled", "SettleRun");

        Assert.Equal("Completed", (await recording.App.GetAsync($"companies/{company}/sync/expenses/runs/{run}")).GetProperty("status").GetString());
        Assert.Single((await recording.App.JournalsAsync(company))[0].GetProperty("attachments").EnumerateArray());
    }

    [Fact]
    public async Task ARun_WhoseSyncIsRetried_WhileItIsSettled()
    {
        await using var recording = await RecordingApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Sandbox:RejectMerchant"] = "Lane Cafe" });
        var company = await recording.App.CreateCompanyAsync("Retried");
        var run = await recording.StartRunAsync(company, "retried");
        await recording.EndedAsync("ExpenseRun", run);
        var sync = (await recording.App.GetAsync($"companies/{company}/sync/expenses/runs/{run}")).GetProperty("syncId").GetString();

        // Stands for a settling that takes its time; how long is the test's to say.
        var slow = SettleRunAgainOrchestrator.InstanceIdOf(run, attempt: 0);
        await recording.App.Durable.ScheduleNewOrchestrationInstanceAsync(
            DeliverWebhookOrchestrator.Name, new WebhookDeliveryV1("nobody", "none", "none", 0, [TimeSpan.FromDays(1).TotalSeconds]), new StartOrchestrationOptions(slow));
        await recording.App.PostAsync($"companies/{company}/sync/expenses/syncs/{sync}/retry", new { });
        var again = SettleRunAgainOrchestrator.InstanceIdOf(run, attempt: 1);
        await Eventually.TrueAsync(
            async () => await recording.App.Durable.GetInstanceAsync(again, CancellationToken.None) is not null
                && recording.App.ExportHistory(again).ToJson().Contains("TimerFired", StringComparison.Ordinal),
            TimeSpan.FromMinutes(2));
        await recording.App.Durable.TerminateInstanceAsync(slow, "it has taken long enough");

        recording.Keep(await recording.EndedAsync("SettleRunAgain", run), "waited", "An earlier settling is not through: it waits for that.", "TimerFired", "SettleRun");

        recording.Interference.Fail("IsBeingSettled", times: 2);
        await recording.App.PostAsync($"companies/{company}/sync/expenses/syncs/{sync}/retry", new { });
        recording.Keep(
            await recording.EndedAsync("SettleRunAgain", SettleRunAgainOrchestrator.InstanceIdOf(run, attempt: 2)),
            "retried",
            "The look at earlier settlings fails twice and is tried again after a wait.",
            "TaskFailed",
            "SettleRun");
    }

    [Fact]
    public async Task ReferenceData_ReadAndWritten_AndNot()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Reference");
        var connection = (await recording.App.GetAsync($"companies/{company}/connections?query=sourceType%3Daccounting"))
            .GetProperty("results")[0].GetProperty("id").GetString();

        foreach (var (scenario, note, failures) in ((string, string, int)[])[("done", "It ends at once.", 0), ("given-up", "It fails for good, and that is written down.", 20)])
        {
            recording.Interference.Fail("ReadReferenceData", failures);
            recording.Interference.Fail("WriteRecord", failures);
            var before = (await recording.InstancesAsync()).Select(one => one.InstanceId).ToHashSet();
            await recording.App.PostAsync($"companies/{company}/data/queue/suppliers", new { });
            await recording.App.PostAsync($"companies/{company}/connections/{connection}/push/suppliers", new { supplierName = $"Quay {failures}", status = "Active" });
            foreach (var orchestrator in (string[])["ReadData", "PushRecord"])
            {
                var instance = await Eventually.GetAsync(
                    async () => (await recording.InstancesAsync()).FirstOrDefault(one => one.Name == orchestrator && !before.Contains(one.InstanceId))!,
                    found => found is { IsCompleted: true },
                    TimeSpan.FromMinutes(2));
                recording.Keep(instance, scenario, note, failures == 0 ? "TaskCompleted" : "\"Fail");
            }
        }
    }

    [Fact]
    public async Task AWebhook_ThatIsRefused_AndOneWhoseStorageIsAway()
    {
        var status = 500;
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(status));
        await using var recording = await RecordingApp.StartAsync(azurite.Server, Webhooks);
        var consumer = await ConsumerAsync(recording.App, receiver, "company.created");

        await recording.App.PostAsync($"webhooks/{consumer}/test", new { });
        recording.Keep(await recording.EndedAsync("DeliverWebhook"), "refused", "The consumer refuses every attempt of the schedule.", "TimerFired", "AttemptWebhook");

        status = 200;
        recording.Interference.Fail("AttemptWebhook", times: 20);
        var message = (await recording.App.PostAsync($"webhooks/{consumer}/test", new { })).GetProperty("messageId").GetString()!;
        recording.Keep(
            await recording.EndedAsync("DeliverWebhook", message), "storage-away", "The first attempt fails for good in storage; the next is taken.", "TaskFailed", "TimerFired");
    }

    [Fact]
    public async Task AReplayOfWebhooks_OverTwoPages()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var recording = await RecordingApp.StartAsync(azurite.Server, Webhooks);
        var consumer = await ConsumerAsync(recording.App, receiver, "company.created");
        var messages = recording.App.Services.GetRequiredService<IWebhookMessageStore>();
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < 101; i++)
        {
            await messages.AddAsync(Delivered(consumer, now.AddMinutes(-1).AddMilliseconds(i)), "{}"u8.ToArray());
        }

        await recording.App.PostAsync($"webhooks/{consumer}/replay", new { from = now.AddHours(-1).ToString("O", CultureInfo.InvariantCulture) });

        recording.Keep(await recording.EndedAsync("ReplayWebhooks"), "last-page", "The page after which there is none.", "ReplayWebhookPage");
        recording.KeepGeneration("ReplayWebhooks", "first-page", "A full page: it continues as new with where it was.", "\"Status\":2");
    }

    [Fact]
    public async Task RoundsOverCompanies_OfTwoClients()
    {
        const string Second = "second-client-key";
        await using var recording = await RecordingApp.StartAsync(azurite.Server, new Dictionary<string, string?>
        {
            ["ApiKeys:Clients:second"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Second))),
        });
        var company = await recording.App.CreateCompanyAsync("Round");
        await SyncAsync(recording, company, 2000, RunningApp.Expense());
        using var request = new HttpRequestMessage(HttpMethod.Post, "companies")
        {
            Content = JsonContent.Create(new { name = "Of another client" }),
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Second))) },
        };
        using var created = await recording.App.Http.SendAsync(request);
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync());

        await recording.App.Durable.ScheduleNewOrchestrationInstanceAsync(
            CompanyRoundOrchestrator.Name, new CompanyRoundV1(CheckCompanyConfigurationOrchestrator.Name), new StartOrchestrationOptions("round"));

        recording.Keep(await recording.EndedAsync("CompanyRound"), "last-page", "The page after which there is none.", "ListCompanyPage");
        recording.KeepGeneration("CompanyRound", "first-page", "A page, its companies one by one, and the next page as a new generation.", "CheckCompanyConfiguration", "\"Status\":2");
        recording.Keep(await recording.EndedAsync("CheckCompanyConfiguration"), "nothing-new", "The configuration is as the ledger has it.", "CheckConfiguration");
    }

    [Fact]
    public async Task ACheckOfTheConfiguration_ThatFindsSomething()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Loses");
        await SyncAsync(recording, company, 2000, RunningApp.Expense());
        await new LedgerRows(recording.App, company).ChangeAsync(
            "books", books => books["suppliers"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == "card-merchants")!["isActive"] = false);

        // The sandbox's client may read books that are half a minute old.
        var told = await Eventually.GetAsync(
            async () =>
            {
                var id = $"check-{Guid.NewGuid():N}";
                await recording.App.Durable.ScheduleNewOrchestrationInstanceAsync(
                    CheckCompanyConfigurationOrchestrator.Name, new CompanyWorkV1(new CompanyV1("lanes", company), id), new StartOrchestrationOptions(id));
                return await recording.EndedAsync("CheckCompanyConfiguration", id);
            },
            ended => recording.App.ExportHistory(ended.InstanceId).ToJson().Contains("PublishConfigurationCheck", StringComparison.Ordinal),
            TimeSpan.FromMinutes(2));

        recording.Keep(told, "news", "A supplier is gone from the ledger: that is published.", "PublishConfigurationCheck");
    }

    [Fact]
    public async Task AReconciliation_ThatEnds_AndOneWhoseLedgerCannotBeRead()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Reconciled");
        await SyncAsync(recording, company, 2000, RunningApp.Expense());
        var address = $"companies/{company}/sync/expenses/reconciliation";

        var first = (await recording.App.PostAsync(address, new { })).GetProperty("id").GetString()!;
        recording.Keep(await recording.EndedAsync("ReconcileCompany", first), "ended", "Both sides in one page each.", "ReconcileEntries", "EndReconciliation");
        recording.Interference.Fail("ReconcileEntries", times: 20);
        var second = (await recording.App.PostAsync(address, new { })).GetProperty("id").GetString()!;
        recording.Keep(await recording.EndedAsync("ReconcileCompany", second), "cut-off", "The ledger cannot be read for minutes: that is the result.", "EndReconciliation");
    }

    [Fact]
    public async Task AReconciliation_OfManyPages()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Large");
        await SyncAsync(recording, company, 2000, RunningApp.Expense());
        recording.Interference.Prolong(pages: 40);

        var id = (await recording.App.PostAsync($"companies/{company}/sync/expenses/reconciliation", new { })).GetProperty("id").GetString()!;

        recording.Keep(await recording.EndedAsync("ReconcileCompany", id), "last-pages", "The pages after those of the first generation.", "EndReconciliation", "\\\"IsLedgerSide\\\":true");
        recording.KeepGeneration("ReconcileCompany", "first-pages", "As many pages as one generation takes: it continues as new with where it was.", "\"Status\":2");
    }

    [Fact]
    public async Task Orchestrations_WhoseActivitiesFailForGood()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var recording = await RecordingApp.StartAsync(azurite.Server, Webhooks);
        var company = await recording.App.CreateCompanyAsync("Fails");
        foreach (var activity in (string[])["PublishSyncEnded", "FinishRun", "CheckConfiguration", "ReplayWebhookPage"])
        {
            recording.Interference.Fail(activity);
        }

        await recording.StartRunAsync(company, "fails");
        recording.Keep(await recording.EndedAsync("PublishSyncEvent"), "given-up", "The webhook cannot be published: it fails, and the sync has ended all the same.", "RaiseSyncCompleted", "\"Status\":3");
        recording.Keep(await recording.EndedAsync("SettleRun"), "given-up", "The end of the run cannot be written: it fails.", "AttachReceipts", "\"Status\":3");
        recording.Keep(await recording.EndedAsync("ExpenseRun"), "settling-failed", "Settling fails: so does the run.", "SubOrchestrationInstanceFailed", "\"Status\":3");

        await recording.App.Durable.ScheduleNewOrchestrationInstanceAsync(
            CompanyRoundOrchestrator.Name, new CompanyRoundV1(CheckCompanyConfigurationOrchestrator.Name), new StartOrchestrationOptions("round"));
        recording.Keep(await recording.EndedAsync("CompanyRound"), "company-failed", "The work of a company fails: the others do not suffer.", "SubOrchestrationInstanceFailed");
        recording.Keep(await recording.EndedAsync("CheckCompanyConfiguration"), "given-up", "The ledger cannot be read for minutes: it fails.", "\"Status\":3");
        recording.Interference.Fail("ListCompanyPage");
        await recording.App.Durable.ScheduleNewOrchestrationInstanceAsync(
            CompanyRoundOrchestrator.Name, new CompanyRoundV1(CheckCompanyConfigurationOrchestrator.Name), new StartOrchestrationOptions("no-page"));
        recording.Keep(await recording.EndedAsync("CompanyRound", "no-page"), "given-up", "The companies cannot be listed: it fails.", "\"Status\":3");

        var consumer = await ConsumerAsync(recording.App, receiver, "company.created");
        await recording.App.PostAsync($"webhooks/{consumer}/replay", new { from = DateTimeOffset.UtcNow.AddHours(-1).ToString("O", CultureInfo.InvariantCulture) });
        recording.Keep(await recording.EndedAsync("ReplayWebhooks"), "given-up", "The messages cannot be listed: it fails.", "\"Status\":3");
    }

    private static WebhookMessage Delivered(string consumer, DateTimeOffset created) => new()
    {
        Client = new ClientId("lanes"),
        Consumer = new WebhookConsumerId(consumer),
        Id = WebhookMessageId.At(created),
        EventType = "company.created",
        Created = created,
        State = WebhookMessageState.Success,
    };

    private static async Task<string> ConsumerAsync(RunningApp app, WebhookReceiver receiver, string eventType)
        => (await app.PostAsync("webhooks", new { url = $"{receiver.BaseAddress}hook", eventTypes = new[] { eventType } })).GetProperty("id").GetString()!;

    private static async Task<string> OutputAsync(RecordingApp recording, OrchestrationMetadata instance)
        => (await recording.App.Durable.GetInstanceAsync(instance.InstanceId, getInputsAndOutputs: true))!.SerializedOutput!;

    private static async Task<string> SyncAsync(RecordingApp recording, string company, int? code, params object[] transactions)
    {
        var sync = await recording.App.SyncAsync(company, transactions);
        var status = await recording.App.EndOfSyncAsync(company, sync);
        if (code is not null)
        {
            Assert.Equal(code, status.GetProperty("syncStatusCode").GetInt32());
        }

        return sync;
    }

    private static async Task<string> DatasetAsync(RecordingApp recording, string company, string id)
        => (await recording.App.PostAsync($"companies/{company}/sync/expenses/data/expense-transactions", new { items = new[] { RunningApp.Expense(id: id) } }))
            .GetProperty("datasetId").GetString()!;

    private static async Task<string> StartAsync(RecordingApp recording, string company, string dataset)
        => (await recording.App.PostAsync($"companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { dataset } })).GetProperty("syncId").GetString()!;
}
