using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Testing;
using ExpensesFunctions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.Telemetry.Tests.Metrics;

/// <summary>What is measured once a minute, and what one run records, in the whole app.</summary>
[Collection(InProcessCollection.Name)]
public sealed class GaugeTests
{
    private static readonly string[] EventTypes = ["company.created"];

    [Fact]
    public async Task WebhookBacklog_IsTheMessagesThatWait_UntilTheyAreTaken()
    {
        var status = 500;
        await using var azurite = await AzuriteServer.StartAsync();
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(status));
        await using var app = await ObservedApp.StartAsync(azurite);
        using var created = await app.Http.PostAsJsonAsync("webhooks", new { url = $"{receiver.BaseAddress}hook", eventTypes = EventTypes });
        var consumer = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        var (sent, _) = await Company.PostAsync(app.Http, $"webhooks/{consumer}/test", new { });
        var message = sent.GetProperty("messageId").GetString();
        await Eventually.TrueAsync(async () => (await MessageAsync(app, consumer, message)).GetProperty("attempts").GetArrayLength() > 0);
        Assert.Equal(1, await BacklogAsync(app));

        status = 200;
        await Company.PostAsync(app.Http, $"webhooks/{consumer}/messages/{message}/replay", new { });
        await Eventually.TrueAsync(async () => (await MessageAsync(app, consumer, message)).GetProperty("status").GetString() == "Success");
        await Eventually.TrueAsync(async () => await BacklogAsync(app) == 0);
    }

    [Fact]
    public async Task OldestSync_IsItsAge_AndZeroWithoutOne()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var app = await ObservedApp.StartAsync(azurite);
        Assert.Equal(0, await OldestAsync(app));

        await app.Services.GetRequiredService<ISyncStore>().AddAsync(new SyncRecord
        {
            Company = new CompanyKey(new ClientId("observed"), new CompanyId(Guid.NewGuid().ToString())),
            Id = new SyncId(Guid.NewGuid().ToString()),
            DatasetIds = [],
            Requested = DateTimeOffset.UtcNow.AddHours(-2),
            CorrelationId = new string('a', 32),
        });

        Assert.InRange(await OldestAsync(app), 7200, 7800);
    }

    [Fact]
    public async Task ARun_RecordsQuotaQueueAndFinishTime()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var app = await ObservedApp.StartAsync(azurite);
        var company = await Company.CreateAsync(app.Http);
        using var measurements = new Measurements();

        var (run, _) = await company.StartRunAsync(3, 1);
        await app.EndOfAsync(run, () => true);
        var body = await app.Http.GetFromJsonAsync<JsonElement>($"companies/{company.Id}/sync/expenses/runs/{run}");
        var sync = (await app.Services.GetRequiredService<ISyncStore>().FindAsync(
            new CompanyKey(new ClientId("observed"), new CompanyId(company.Id)), new SyncId(body.GetProperty("syncId").GetString()!)))!;

        // Two requests of the sandbox's six hundred: the push, the receipt.
        var left = measurements.Of("expenses.quota.left");
        Assert.Equal([599 / 600.0, 598 / 600.0], left.OrderDescending(), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal((sync.Completed - sync.ExpectedEnd)!.Value.TotalSeconds, Assert.Single(measurements.Of("expenses.sync.finish_time_error")), 1e-6);
        Assert.All(measurements.Of("expenses.queue.age"), age => Assert.InRange(age, 0, 600));
        Assert.Single(measurements.Of("expenses.syncs.ended"));
        Assert.Equal(3, measurements.Of("expenses.transactions.pushed").Sum());
        Assert.Equal(1, measurements.Of("expenses.receipts.attached").Sum());
    }

    private static Task<JsonElement> MessageAsync(ObservedApp app, string? consumer, string? message) =>
        app.Http.GetFromJsonAsync<JsonElement>($"webhooks/{consumer}/messages/{message}");

    private static async Task<double> BacklogAsync(ObservedApp app)
    {
        using var measurements = new Measurements();
        await ActivatorUtilities.CreateInstance<PublishLeftEvents>(app.Services).RunAsync(new TimerInfo(), CancellationToken.None);
        return measurements.Of("expenses.webhook.backlog")[^1];
    }

    private static async Task<double> OldestAsync(ObservedApp app)
    {
        using var measurements = new Measurements();
        await ActivatorUtilities.CreateInstance<SweepOutstandingSyncs>(app.Services).RunAsync(new TimerInfo(), app.Durable, CancellationToken.None);
        return measurements.Of("expenses.syncs.oldest")[^1];
    }
}
