using System.Text.Json;
using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Tests.Runs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Tests.Histories;

/// <summary>
/// Really runs the orchestrators of runs and syncs, on their branches, and replays what came of it. With RECORD_HISTORIES=1 the
/// histories that are not yet in tests/Histories are written there (docs/upgrade.md).
/// </summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class RecordedRunHistoryTests(AzuriteFixture azurite)
{
    // At the usual speed: sped up, the run may look for the sync's end before the event of it comes.
    [Fact]
    public async Task ARun_FromItsExpensesToItsReceipts_AndTheWebhook()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var recording = await RecordingApp.StartAsync(azurite.Server, RecordingApp.Webhooks, speed: 1);
        var company = await recording.App.CreateCompanyAsync("Landed");
        await recording.ConsumerAsync(receiver, "expenses.sync.successful");

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

        var empty = await recording.SyncAsync(company, 2040);
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

        await recording.SyncAsync(company, 2000, RunningApp.Expense());

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

        await recording.SyncAsync(company, 2000, RunningApp.Expense());

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
        var bumpy = await recording.SyncAsync(company, 2000, RunningApp.Expense());
        recording.Keep(await recording.EndedAsync("Sync", bumpy), "retried", "An activity fails twice and is tried again after a wait.", "TaskFailed", "TimerFired");

        recording.Interference.Fail("PrepareChunk", times: 20);
        var failed = await recording.SyncAsync(company, 5000, RunningApp.Expense());
        recording.Keep(await recording.EndedAsync("Sync", failed), "given-up", "An activity fails for good: the sync ends as a server error.", "AbandonChunk");

        recording.Interference.Fail("PushBatch", times: 20);
        await recording.SyncAsync(company, null, RunningApp.Expense());
        recording.Keep(await recording.EndedAsync("PushChunk"), "given-up", "A batch fails for good: the chunk is abandoned with the reason.", "AbandonChunk");
    }

    [Fact]
    public async Task ASync_WhoseChunkIsTerminated()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Terminated");
        recording.App.Watch.Hold();
        var sync = await recording.App.SyncAsync(company, RunningApp.Expense());
        await Eventually.TrueAsync(() => recording.App.Watch.Moments.Count > 0, RunningApp.Deadline);

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

        // The run looks every minute.
        recording.Interference.Hold("RaiseSyncCompleted");
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
            RunningApp.Deadline);
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

    private static async Task<string> OutputAsync(RecordingApp recording, OrchestrationMetadata instance)
        => (await recording.App.Durable.GetInstanceAsync(instance.InstanceId, getInputsAndOutputs: true))!.SerializedOutput!;

    private static async Task<string> DatasetAsync(RecordingApp recording, string company, string id)
        => (await recording.App.PostAsync($"companies/{company}/sync/expenses/data/expense-transactions", new { items = new[] { RunningApp.Expense(id: id) } }))
            .GetProperty("datasetId").GetString()!;

    private static async Task<string> StartAsync(RecordingApp recording, string company, string dataset)
        => (await recording.App.PostAsync($"companies/{company}/sync/expenses/syncs", new { datasetIds = new[] { dataset } })).GetProperty("syncId").GetString()!;
}
