using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Expenses.Telemetry.Tests.Otlp;
using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.Telemetry.Tests.Tracing;

/// <summary>LocalHost as a user starts it, with a collector: what arrives there of one run, from its request to its webhook.</summary>
/// <param name="output">Shows what arrived.</param>
public sealed class RunTraceTests(ITestOutputHelper output)
{
    private const int Expenses = 3;
    private const int WithReceipt = 2;

    private static readonly string[] EventTypes = ["expenses.sync.successful"];
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task ARun_FromItsRequestToItsWebhook_IsOneTrace_WithOneCorrelationId_AndNoSecret()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var receiver = WebhookReceiver.Start();
        await using var service = await RunningService.StartAsync(new Dictionary<string, string>(collector.Settings) { ["Webhooks__AllowLoopback"] = "true" });
        using var http = service.CreateClient();
        var secret = await SubscribeAsync(http, receiver);
        var company = await Company.CreateAsync(http);

        var (run, correlation) = await company.StartRunAsync(Expenses, WithReceipt);
        var ended = await company.EndOfRunAsync(run);
        Assert.Equal("Completed", ended.GetProperty("status").GetString());
        await Eventually.TrueAsync(() => !receiver.Received.IsEmpty, Deadline, "the webhook is delivered");
        var trace = await WholeAsync(collector, correlation);
        output.WriteLine($"{correlation}:\n{trace}");

        AssertChain(trace);
        AssertWebhook(receiver, correlation);
        await AssertLogsAsync(collector, correlation, ended.GetProperty("syncId").GetString()!);
        await AssertMetricsAsync(collector);
        await AssertMinuteGaugesAsync(collector);
        AssertNoSecret(collector, RunningService.ApiKey, secret, service.Azurite.ConnectionString);
    }

    [Fact]
    public async Task ACallersTrace_GoesOnHere_AndAFailedSyncNamesIt()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await RunningService.StartAsync(collector.Settings);
        using var http = service.CreateClient();
        var company = await Company.CreateAsync(http);

        var (run, correlation) = await company.StartRunAsync(1, 0, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        await company.EndOfRunAsync(run);
        var (sync, failed) = await company.SyncAsync(account: "no-such-account");
        var status = await company.EndOfSyncAsync(sync);

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", correlation);
        await Eventually.TrueAsync(
            () => collector.Spans.Any(span => span.Trace == correlation && span.Name == "platform push"), Deadline, "its push is in the caller's trace");
        Assert.NotEqual(correlation, failed);
        Assert.Contains($"Correlation ID: {failed}", status.GetProperty("syncExceptionMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASyncThatWaitsBehindAnother_StaysInItsOwnTrace()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await RunningService.StartAsync(new Dictionary<string, string>(collector.Settings)
        {
            // Long enough for the second to be asked for while the first one runs.
            ["Sandbox__LatencyMilliseconds__Minimum"] = "1500",
            ["Sandbox__LatencyMilliseconds__Maximum"] = "1500",
        });
        using var http = service.CreateClient();
        var company = await Company.CreateAsync(http);

        var (first, firstTrace) = await company.SyncAsync();
        var (second, secondTrace) = await company.SyncAsync();
        await company.EndOfSyncAsync(first);
        await company.EndOfSyncAsync(second);

        foreach (var correlation in (string[])[firstTrace, secondTrace])
        {
            await Eventually.TrueAsync(
                () => new Trace(correlation, collector.Spans) is { Roots.Count: 1 } trace && trace.Named("platform push").Count == 1 && trace.Named("sync start").Count == 1,
                Deadline,
                "each has its own start and push");
        }
    }

    [Fact]
    public async Task ARunThroughARemoteAccount_IsOneTraceOverBothServices_AndItsTokenIsNowhere()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var account = await RunningService.StartAsync(new Dictionary<string, string>(collector.Settings) { ["OTEL_SERVICE_NAME"] = "account" });
        using var accountHttp = account.CreateClient();
        var company = await Company.CreateAsync(accountHttp);
        await using var expenses = await RunningService.StartAsync(new Dictionary<string, string>(collector.Settings)
        {
            ["LocalHost__LogFormat"] = "json",
            ["SyncEngine__Mode"] = "Codat",
            ["SyncEngine__Codat__BaseUrl"] = account.BaseAddress.ToString(),
            ["SyncEngine__Codat__ApiKey"] = RunningService.ApiKey,
            ["SyncEngine__Codat__Client"] = "end-to-end",
            ["SyncEngine__Codat__CheckInterval"] = "00:00:01",
        });
        using var http = expenses.CreateClient();

        var (run, correlation) = await new Company(http, company.Id).StartRunAsync(1, 0);
        var ended = await new Company(http, company.Id).EndOfRunAsync(run);
        Assert.Equal("Completed", ended.GetProperty("status").GetString());
        var trace = new Trace(correlation, []);
        await Eventually.TrueAsync(
            () => (trace = new Trace(correlation, collector.Spans)) is { Roots.Count: 1 }
                && trace.Named("orchestration:ExpenseRun").Count == 1
                && trace.Named("platform push").Count > 0,
            Deadline,
            "both services have told all of it");

        // The account's own work, in its own process, hangs below the request that asked for it.
        var push = Assert.Single(trace.Named("platform push"));
        AssertInOrder(
            trace.PathOf(push),
            "activity:PushBatch", "orchestration:Sync", "sync-requests process", "POST companies/{companyId}/sync/expenses/syncs", "POST", "activity:InitiateSync", "orchestration:ExpenseRun", trace.Roots[0].Name);
        AssertNoSecret(collector, RunningService.ApiKey, $"whsec_{RunningService.ApiKey}", expenses.Azurite.ConnectionString);
        Assert.DoesNotContain(RunningService.ApiKey, expenses.Host.Output() + account.Host.Output(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => expenses.Host.Output().Contains($"\"TraceId\":\"{correlation}\"", StringComparison.Ordinal), Deadline, "the log names the trace");
    }

    private static async Task<string> SubscribeAsync(HttpClient http, WebhookReceiver receiver)
    {
        using var answer = await http.PostAsJsonAsync("webhooks", new { url = $"{receiver.BaseAddress}hook", eventTypes = EventTypes });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
    }

    // Orchestrations emit their spans when they end, so the tree is whole some time after the last delivery.
    private static async Task<Trace> WholeAsync(OtlpCollector collector, string correlation)
    {
        var trace = new Trace(correlation, []);
        try
        {
            await Eventually.TrueAsync(
                () =>
                {
                    trace = new Trace(correlation, collector.Spans);
                    return trace.Roots.Count == 1 && trace.Named("orchestration:DeliverWebhook").Count > 0;
                },
                Deadline,
                "the trace is whole");
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"Roots:\n{string.Join('\n', trace.Roots)}\nSpans:\n{trace}", e);
        }

        return trace;
    }

    private static void AssertChain(Trace trace)
    {
        var root = Assert.Single(trace.Roots);
        Assert.Equal((Span.Server, "Microsoft.AspNetCore"), (root.Kind, root.Source));
        Assert.Equal(("POST companies/{companyId}/sync/expenses/runs", "202"), (root.Name, root.Tags["http.response.status_code"]));

        var push = Assert.Single(trace.Named("platform push"));
        Assert.Equal((Span.Client, "mqjo", $"{Expenses}"), (push.Kind, push.Tags["expenses.platform"], push.Tags["expenses.items"]));
        AssertInOrder(trace.PathOf(push), "activity:PushBatch", "orchestration:PushChunk", "orchestration:Sync", "sync start", "sync-requests process", "activity:InitiateSync", "orchestration:ExpenseRun", root.Name);

        Assert.Equal(WithReceipt, trace.Named("platform attach").Count);
        Assert.All(
            trace.Named("platform attach"),
            attach => AssertInOrder(trace.PathOf(attach), "activity:AttachReceipt", "orchestration:AttachReceipts", "orchestration:SettleRun", "orchestration:ExpenseRun", root.Name));

        var delivery = trace.Spans.Single(span => span.Source == "System.Net.Http" && span.Tags.GetValueOrDefault("url.full", "").EndsWith("/hook", StringComparison.Ordinal));
        AssertInOrder(
            trace.PathOf(delivery),
            "activity:AttemptWebhook", "orchestration:DeliverWebhook", "webhook-events process", "activity:PublishSyncEnded", "orchestration:PublishSyncEvent", "orchestration:Sync", root.Name);
    }

    private static void AssertInOrder(IReadOnlyList<string> path, params string[] names)
    {
        var at = -1;
        foreach (var name in names)
        {
            at = Enumerable.Range(at + 1, path.Count - at - 1).Where(i => path[i] == name).DefaultIfEmpty(-1).First();
            Assert.True(at >= 0, $"{name} is not where it belongs in {string.Join(" <- ", path)}");
        }
    }

    private static void AssertWebhook(WebhookReceiver receiver, string correlation)
    {
        var received = Assert.Single(receiver.Received);
        Assert.StartsWith($"00-{correlation}-", received.Headers["traceparent"], StringComparison.Ordinal);
        Assert.Equal(correlation, JsonDocument.Parse(received.Body).RootElement.GetProperty("correlationId").GetString());
    }

    // Spans, logs and metrics go out by three clocks: what one of them tells of, another may not have told yet.
    private static async Task AssertLogsAsync(OtlpCollector collector, string correlation, string sync)
    {
        bool IsOfTheEnd(LogEntry entry) => entry.Values.GetValueOrDefault("SyncId") == sync && entry.Values.ContainsKey("Code");
        await Eventually.TrueAsync(() => collector.Logs.Any(IsOfTheEnd), Deadline, "the end of the sync is in the log");
        var ended = Assert.Single(collector.Logs, IsOfTheEnd);
        Assert.Equal((correlation, "2000", "ExpensesFunctions.Activities.FinishSync"), (ended.Trace, ended.Values["Code"], ended.Category));

        // Whatever the app says of the work, it says under the id; what it says of itself (its start) is in no trace.
        var ours = collector.Logs.Where(entry => entry.Category.StartsWith("Expenses", StringComparison.Ordinal) && entry.Text.Contains(sync, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, entry => Assert.Equal(correlation, entry.Trace));
    }

    private static async Task AssertMetricsAsync(OtlpCollector collector)
    {
        string[] last = ["expenses.syncs.ended", "expenses.queue.age", "expenses.quota.left", "expenses.sync.finish_time_error"];
        var points = await Eventually.GetAsync(
            () => Task.FromResult(collector.Points),
            all => last.All(metric => Sum(all, metric) > 0)
                && Sum(all, "expenses.queue.age", ("queue", "webhook-events")) > 0
                && Sum(all, "expenses.transactions.pushed") >= Expenses
                && Sum(all, "expenses.receipts.attached") >= WithReceipt,
            Deadline,
            "every metric of the run has come");
        Assert.Equal(1, Sum(points, "expenses.syncs.ended", ("code", "2000")));
        Assert.Equal(Expenses, Sum(points, "expenses.transactions.pushed", ("outcome", "completed"), ("platform", "mqjo")));
        Assert.Equal(WithReceipt, Sum(points, "expenses.receipts.attached", ("outcome", "attached")));
        Assert.Equal(1, Sum(points, "expenses.queue.age", ("queue", "sync-requests")));
        Assert.True(Sum(points, "expenses.queue.age", ("queue", "webhook-events")) >= 1);
        Assert.True(Sum(points, "expenses.quota.left") >= 1);
        Assert.Equal(1, Sum(points, "expenses.sync.finish_time_error"));
    }

    // Timers measure them, at the beginning of a minute.
    private async Task AssertMinuteGaugesAsync(OtlpCollector collector)
    {
        string[] gauges = ["expenses.webhook.backlog", "expenses.syncs.oldest"];
        await Eventually.TrueAsync(
            () => gauges.All(gauge => collector.Points.Any(point => point.Metric == gauge)), Deadline, "the timers have measured");
        output.WriteLine(string.Join('\n', collector.Points));
    }

    private static double Sum(IReadOnlyList<Point> points, string metric, params (string Key, string Value)[] tags) => points
        .Where(point => point.Metric == metric && tags.All(tag => point.Tags.GetValueOrDefault(tag.Key) == tag.Value))
        .Sum(point => point.Value);

    private static void AssertNoSecret(OtlpCollector collector, string apiKey, string webhookSecret, string storage)
    {
        var everything = collector.Raw;
        var accountKey = storage.Split(';').Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];
        Assert.DoesNotContain(apiKey, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(apiKey)), everything, StringComparison.Ordinal);
        Assert.DoesNotContain(webhookSecret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(webhookSecret["whsec_".Length..], everything, StringComparison.Ordinal);
        Assert.DoesNotContain(accountKey, everything, StringComparison.Ordinal);
    }
}
