using System.Net;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Mail;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Legacy rules by e-mail through the whole app and a real mail server (codat-contract B127).</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class RuleMailTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Deadline = RunningApp.Deadline;

    [Fact]
    public async Task Every_address_is_told_once_and_each_by_attempts_of_its_own()
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions(Plain: true));
        await using var receiver = WebhookReceiver.Start();
        await using var app = await StartAsync(server.Port);
        var rule = await RuleAsync(app, $"{receiver.BaseAddress}rule", "ops@example.com", "busy@example.com", "unknown@example.com", "lost@example.com");
        var company = await app.CreateCompanyAsync("Told by mail");

        var sync = await app.SyncAsync(company, RunningApp.Expense());
        await app.EndOfSyncAsync(company, sync);
        var messages = await EndedAsync(app, rule, 5);

        Assert.Equal("Success", messages[""].State);
        Assert.Equal(new int?[] { 250 }, messages["ops@example.com"].Codes);
        Assert.Equal(new int?[] { 451, 451, 250 }, messages["busy@example.com"].Codes);
        Assert.Equal(new int?[] { 550 }, messages["unknown@example.com"].Codes);
        Assert.Equal("Failure", messages["unknown@example.com"].State);
        Assert.Equal(new int?[] { null, 250 }, messages["lost@example.com"].Codes);

        // At least once: what was taken and not answered comes again, and says that it is the same.
        Assert.Equal(2, server.Received.Count(mail => mail.EnvelopeTo[0] == "lost@example.com"));
        Assert.Single(server.Received.Where(mail => mail.EnvelopeTo[0] == "lost@example.com").Select(mail => (mail.MessageId, mail.Text)).Distinct());
        Assert.Single(server.Received, mail => mail.EnvelopeTo[0] == "ops@example.com");
        Assert.Single(server.Received, mail => mail.EnvelopeTo[0] == "busy@example.com");
        Assert.DoesNotContain(server.Received, mail => mail.EnvelopeTo[0] == "unknown@example.com");
        Assert.All(server.Received, mail => Assert.Single(mail.EnvelopeTo));
        Assert.Contains($"Sync {sync} for company {company}", server.Received[0].Text, StringComparison.Ordinal);
        Assert.Equal(3, server.Received.Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Mail_waits_for_a_server_that_is_down_and_a_replay_carries_the_same_id()
    {
        var port = FreePort.Next();
        var clock = new JumpingTimeProvider();
        await using var app = await StartAsync(port, clock);
        var rule = await RuleAsync(app, webhook: null, "ops@example.com");
        using var tested = await app.Http.PostAsync($"webhooks/{rule}/test", content: null);
        Assert.Equal(HttpStatusCode.Accepted, tested.StatusCode);
        await Eventually.TrueAsync(async () => (await MessagesAsync(app, rule)).SingleOrDefault().Value?.Codes.Count >= 2, Deadline);

        await using var server = await MailServer.StartAsync(new MailServerOptions(Plain: true, Port: port));
        var (_, message) = Assert.Single(await EndedAsync(app, rule, 1, () => clock.Jump(LongWait)));
        using var replay = await app.Http.PostAsync($"webhooks/{rule}/messages/{message.Id}/replay", content: null);
        await Eventually.TrueAsync(() => server.Received.Count == 2, Deadline);

        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        Assert.Null(message.Codes[0]);
        Assert.Equal(250, message.Codes[^1]);
        Assert.Equal($"<{message.Id}@service.example>", Assert.Single(server.Received.Select(mail => mail.MessageId).Distinct()));
        Assert.Contains("This is a test", server.Received[0].Text, StringComparison.Ordinal);
    }

    private Task<RunningApp> StartAsync(int port, TimeProvider? time = null) => RunningApp.StartAsync(
        azurite.Server,
        new Dictionary<string, string?>(Enumerable.Range(0, 20).Select(attempt => KeyValuePair.Create($"Webhooks:Schedule:{attempt}", (string?)(attempt < 3 ? TimeSpan.Zero : LongWait).ToString())))
        {
            ["Webhooks:AllowLoopback"] = "true",
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:Port"] = $"{port}",
            ["Smtp:StartTls"] = "false",
            ["Smtp:From"] = "expenses@service.example",
        },
        time: time);

    private static async Task<string> RuleAsync(RunningApp app, string? webhook, params string[] emails)
    {
        var notifiers = webhook is null ? (object)new { emails } : new { emails, webhook };
        var rule = await app.PostAsync("rules", new { type = "Sync Completed", notifiers });
        Assert.Equal(emails, rule.GetProperty("notifiers").GetProperty("emails").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(webhook is not null, rule.GetProperty("notifiers").TryGetProperty("webhook", out _));
        return rule.GetProperty("id").GetString()!;
    }

    private static async Task<Dictionary<string, Told>> EndedAsync(RunningApp app, string rule, int count, Action? beforeEachLook = null) => await Eventually.GetAsync(
        () =>
        {
            beforeEachLook?.Invoke();
            return MessagesAsync(app, rule);
        },
        found => found.Count == count && found.Values.All(one => one.State is "Success" or "Failure"), Deadline);

    private static async Task<Dictionary<string, Told>> MessagesAsync(RunningApp app, string rule)
    {
        var listed = (await app.GetAsync($"webhooks/{rule}/messages")).GetProperty("results").EnumerateArray();
        return listed.ToDictionary(
            message => message.TryGetProperty("recipient", out var recipient) ? recipient.GetString()! : "",
            message => new Told(
                message.GetProperty("id").GetString()!,
                message.GetProperty("status").GetString()!,
                [.. message.GetProperty("attempts").EnumerateArray().Select(CodeOf)]),
            StringComparer.Ordinal);
    }

    private static int? CodeOf(JsonElement attempt) => attempt.TryGetProperty("statusCode", out var code) ? code.GetInt32() : null;

    private sealed record Told(string Id, string State, IReadOnlyList<int?> Codes);
}
