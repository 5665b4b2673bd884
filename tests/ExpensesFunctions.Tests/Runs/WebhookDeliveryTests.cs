using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Expenses.Core.Webhooks;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Webhooks through the whole app: a sync ends, a consumer is told, and what it was told can be read and repeated.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class WebhookDeliveryTests(AzuriteFixture azurite)
{
    private static readonly Dictionary<string, string?> Quick = new()
    {
        ["Webhooks:AllowLoopback"] = "true",
        ["Webhooks:Schedule:0"] = "00:00:00",
        ["Webhooks:Schedule:1"] = "00:00:00.100",
        ["Webhooks:Schedule:2"] = "00:00:00.100",
    };

    [Fact]
    public async Task A_sync_that_completes_is_told_in_both_styles_signed_and_once()
    {
        var client = RunningApp.NewClient();
        await using var receiver = WebhookReceiver.Start();
        await using var app = await RunningApp.StartAsync(azurite.Server, Quick, client: client);
        var secret = await ConsumerAsync(app, receiver, "new", "expenses.sync.successful", "expenses.sync.unsuccessful");
        await ConsumerAsync(app, receiver, "legacy", "SyncCompleted", "Sync failed");
        await app.PostAsync("rules", new { type = "Sync Completed", notifiers = new { emails = Array.Empty<string>(), webhook = $"{receiver.BaseAddress}rule" } });
        var company = await app.CreateCompanyAsync("Told");

        var sync = await app.SyncAsync(company, RunningApp.Expense());
        await app.EndOfSyncAsync(company, sync);
        await Eventually.TrueAsync(() => receiver.Received.Count >= 3);

        var modern = receiver.Received.Single(received => received.Path == "/new");
        var body = JsonDocument.Parse(modern.Body).RootElement;
        Assert.Equal("expenses.sync.successful", body.GetProperty("eventType").GetString());
        Assert.Equal(sync, body.GetProperty("payload").GetProperty("syncId").GetString());
        Assert.Equal(company, body.GetProperty("payload").GetProperty("referenceCompany").GetProperty("id").GetString());
        Assert.Equal("Completed", Assert.Single(body.GetProperty("payload").GetProperty("transactions").EnumerateArray()).GetProperty("status").GetString());
        var timestamp = DateTimeOffset.FromUnixTimeSeconds(long.Parse(modern.Headers["webhook-timestamp"]));
        var expected = WebhookSignature.Of(new WebhookMessageId(modern.MessageId), timestamp, modern.Body, [secret]);
        Assert.Equal(expected, modern.Headers["webhook-signature"]);
        Assert.Equal(expected, modern.Headers["svix-signature"]);
        Assert.Equal(client, modern.Headers["X-Codat-ClientId"]);

        foreach (var path in (string[])["/legacy", "/rule"])
        {
            var alert = JsonDocument.Parse(receiver.Received.Single(received => received.Path == path).Body).RootElement;
            Assert.Equal("Sync Completed", alert.GetProperty("RuleType").GetString());
            Assert.Equal($"Sync {sync} for company {company} of type Expense completed successfully.", alert.GetProperty("Message").GetString());
            Assert.Equal(sync, alert.GetProperty("Data").GetProperty("syncId").GetString());
        }
    }

    [Fact]
    public async Task A_sync_that_fails_is_told_as_failed_only()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var app = await RunningApp.StartAsync(azurite.Server, Quick, client: RunningApp.NewClient());
        await ConsumerAsync(app, receiver, "legacy", "SyncCompleted", "SyncFailed");
        var company = await app.CreateCompanyAsync("Told of failure");

        var sync = await app.SyncAsync(company, RunningApp.Expense(account: "no-such-account"), RunningApp.Expense());
        await app.EndOfSyncAsync(company, sync);
        await Eventually.TrueAsync(() => !receiver.Received.IsEmpty);

        var alert = JsonDocument.Parse(Assert.Single(receiver.Received).Body).RootElement;
        Assert.Equal("Sync Failed", alert.GetProperty("RuleType").GetString());
        Assert.Equal("Validating", alert.GetProperty("Data").GetProperty("FailureStage").GetString());
        Assert.Equal($"Sync {sync} for company {company} of type Expense has failed at step Validating.", alert.GetProperty("Message").GetString());
    }

    [Fact]
    public async Task A_message_that_nobody_takes_ends_as_failure_and_a_replay_carries_the_same_id()
    {
        var status = 500;
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(status));
        await using var app = await RunningApp.StartAsync(azurite.Server, Quick, client: RunningApp.NewClient());
        var consumer = (await CreateAsync(app, receiver, "failing", "company.created")).GetProperty("id").GetString();

        var message = (await app.PostAsync($"webhooks/{consumer}/test", new { })).GetProperty("messageId").GetString()!;
        var failed = await StateAsync(app, consumer!, message, "Failure");
        Assert.Equal([500, 500, 500], failed.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("statusCode").GetInt32()));

        status = 200;
        await app.PostAsync($"webhooks/{consumer}/replay", new { from = DateTime.UtcNow.AddHours(-1) });
        var delivered = await StateAsync(app, consumer!, message, "Success");
        Assert.Equal(4, delivered.GetProperty("attempts").GetArrayLength());
        await app.PostAsync($"webhooks/{consumer}/messages/{message}/replay", new { });
        await Eventually.TrueAsync(() => receiver.Received.Count == 5);
        Assert.Single(receiver.Received.Select(received => received.MessageId).Distinct());
        Assert.Single(receiver.Received.Select(received => received.Text).Distinct());
    }

    [Fact]
    public async Task A_consumer_that_says_410_is_switched_off_at_once_and_others_are_told()
    {
        await using var receiver = WebhookReceiver.Start(received => new WebhookReply(received.Path == "/gone" ? 410 : 200));
        await using var app = await RunningApp.StartAsync(azurite.Server, Quick, client: RunningApp.NewClient());
        var gone = (await CreateAsync(app, receiver, "gone", "company.created")).GetProperty("id").GetString()!;
        await CreateAsync(app, receiver, "watch", EventCatalogue.ConsumerDisabled);

        var message = (await app.PostAsync($"webhooks/{gone}/test", new { })).GetProperty("messageId").GetString()!;
        await StateAsync(app, gone, message, "Failure");
        var told = await Eventually.GetAsync(
            () => Task.FromResult(receiver.Received.FirstOrDefault(received => received.Path == "/watch")), received => received is not null);

        var consumer = await app.GetAsync($"webhooks/{gone}");
        Assert.True(consumer.GetProperty("disabled").GetBoolean());
        Assert.Contains("410", consumer.GetProperty("disabledReason").GetString(), StringComparison.Ordinal);
        Assert.Contains(gone, Encoding.UTF8.GetString(told!.Body), StringComparison.Ordinal);
        Assert.Equal(1, receiver.Received.Count(received => received.Path == "/gone"));
        using var refused = await app.Http.PostAsJsonAsync($"webhooks/{gone}/test", new { });
        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);
    }

    private static async Task<JsonElement> StateAsync(RunningApp app, string consumer, string message, string state) => await Eventually.GetAsync(
        () => app.GetAsync($"webhooks/{consumer}/messages/{message}"), body => body.GetProperty("status").GetString() == state);

    private static async Task<string> ConsumerAsync(RunningApp app, WebhookReceiver receiver, string path, params string[] eventTypes) =>
        (await CreateAsync(app, receiver, path, eventTypes)).GetProperty("secret").GetString()!;

    private static async Task<JsonElement> CreateAsync(RunningApp app, WebhookReceiver receiver, string path, params string[] eventTypes)
    {
        using var response = await app.Http.PostAsJsonAsync("webhooks", new { url = $"{receiver.BaseAddress}{path}", eventTypes });
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == System.Net.HttpStatusCode.Created, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
