using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Tests.Runs;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Histories;

/// <summary>
/// Really runs the orchestrators beside runs and syncs (reads and writes of data, webhooks, the nightly rounds), on their branches, and replays what came of it. With RECORD_HISTORIES=1 the
/// histories that are not yet in tests/Histories are written there (docs/upgrade.md).
/// </summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class RecordedUpkeepHistoryTests(AzuriteFixture azurite)
{
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
                    RunningApp.Deadline);
                recording.Keep(instance, scenario, note, failures == 0 ? "TaskCompleted" : "\"Fail");
            }
        }
    }

    [Fact]
    public async Task AWebhook_ThatIsRefused_AndOneWhoseStorageIsAway()
    {
        var status = 500;
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(status));
        await using var recording = await RecordingApp.StartAsync(azurite.Server, RecordingApp.Webhooks);
        var consumer = await recording.ConsumerAsync(receiver, "company.created");

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
        await using var recording = await RecordingApp.StartAsync(azurite.Server, RecordingApp.Webhooks);
        var consumer = await recording.ConsumerAsync(receiver, "company.created");
        var messages = recording.App.Services.GetRequiredService<IWebhookMessageStore>();
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < 101; i++)
        {
            await messages.AddAsync(Delivered(recording.App.Client, consumer, now.AddMinutes(-1).AddMilliseconds(i)), "{}"u8.ToArray());
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
        await recording.SyncAsync(company, 2000, RunningApp.Expense());
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
        await recording.SyncAsync(company, 2000, RunningApp.Expense());
        await new LedgerRows(recording.App, company).ChangeAsync(
            "books", books => books["suppliers"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == "card-merchants")!["isActive"] = false);

        // The sandbox's client may read books that are half a minute old.
        var told = await Eventually.GetAsync(
            async () =>
            {
                var id = $"check-{Guid.NewGuid():N}";
                await recording.App.Durable.ScheduleNewOrchestrationInstanceAsync(
                    CheckCompanyConfigurationOrchestrator.Name, new CompanyWorkV1(new CompanyV1(recording.App.Client, company), id), new StartOrchestrationOptions(id));
                return await recording.EndedAsync("CheckCompanyConfiguration", id);
            },
            ended => recording.App.ExportHistory(ended.InstanceId).ToJson().Contains("PublishConfigurationCheck", StringComparison.Ordinal),
            RunningApp.Deadline);

        recording.Keep(told, "news", "A supplier is gone from the ledger: that is published.", "PublishConfigurationCheck");
    }

    [Fact]
    public async Task AReconciliation_ThatEnds_AndOneWhoseLedgerCannotBeRead()
    {
        await using var recording = await RecordingApp.StartAsync(azurite.Server);
        var company = await recording.App.CreateCompanyAsync("Reconciled");
        await recording.SyncAsync(company, 2000, RunningApp.Expense());
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
        await recording.SyncAsync(company, 2000, RunningApp.Expense());
        recording.Interference.Prolong(pages: 40);

        var id = (await recording.App.PostAsync($"companies/{company}/sync/expenses/reconciliation", new { })).GetProperty("id").GetString()!;

        recording.Keep(await recording.EndedAsync("ReconcileCompany", id), "last-pages", "The pages after those of the first generation.", "EndReconciliation", "\\\"IsLedgerSide\\\":true");
        recording.KeepGeneration("ReconcileCompany", "first-pages", "As many pages as one generation takes: it continues as new with where it was.", "\"Status\":2");
    }

    [Fact]
    public async Task Orchestrations_WhoseActivitiesFailForGood()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var recording = await RecordingApp.StartAsync(azurite.Server, RecordingApp.Webhooks);
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

        var consumer = await recording.ConsumerAsync(receiver, "company.created");
        await recording.App.PostAsync($"webhooks/{consumer}/replay", new { from = DateTimeOffset.UtcNow.AddHours(-1).ToString("O", CultureInfo.InvariantCulture) });
        recording.Keep(await recording.EndedAsync("ReplayWebhooks"), "given-up", "The messages cannot be listed: it fails.", "\"Status\":3");
    }

    private static WebhookMessage Delivered(string client, string consumer, DateTimeOffset created) => new()
    {
        Client = new ClientId(client),
        Consumer = new WebhookConsumerId(consumer),
        Id = WebhookMessageId.At(created),
        EventType = "company.created",
        Created = created,
        State = WebhookMessageState.Success,
    };
}
