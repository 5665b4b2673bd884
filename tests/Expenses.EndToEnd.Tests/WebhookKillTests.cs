using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// 500 events to four consumers that fail three times in ten, and a service that is killed five times on the way: every
/// message arrives, each repeat under the same id with the same bytes, and no attempt comes before its time (P5, I8).
/// </summary>
public sealed class WebhookKillTests(ITestOutputHelper output)
{
    private const int Events = 500;
    private const int Consumers = 4;
    private const int Kills = 5;
    private const int FailuresInHundred = 30;
    private const int MostFailures = 6;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(9);

    // The real schedule has ten attempts as well; hours are tenths of seconds here.
    private static readonly double[] ScheduleSeconds = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.4];

    [Fact]
    public async Task Two_thousand_deliveries_to_failing_consumers_with_five_kills_lose_nothing()
    {
        var seed = Environment.GetEnvironmentVariable("KILL_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"seed {seed} (KILL_SEED repeats it)");
        var seen = new DeliveryLog(seed, FailuresInHundred, MostFailures);
        await using var receiver = WebhookReceiver.Start(seen.Answer);
        await using var service = await RunningService.StartAsync(Settings());
        var consumers = await CreateConsumersAsync(service, receiver);

        var publishing = PublishAsync(service);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var target = kill * Events * Consumers / (Kills + 1);
            await Eventually.TrueAsync(
                () => receiver.Received.Count >= target, Deadline, $"{target} deliveries before kill {kill}; {service.LogTail()}");
            await service.KillAndRestartHostAsync();
        }

        await publishing;
        foreach (var consumer in consumers)
        {
            await AssertDeliveredAsync(service, consumer, seen);
        }

        output.WriteLine($"{receiver.Received.Count} deliveries received, {seen.Refused} refused, {seen.Repeats} repeated after a kill, {Kills} kills");
        Assert.True(seen.Refused > Events * Consumers / 4, $"Only {seen.Refused} deliveries were refused.");
        Assert.Empty(seen.Changed);
    }

    private static Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["Webhooks__AllowLoopback"] = "true",

            // A machine that is slow to answer is no consumer that fails.
            ["Webhooks__Timeout"] = "00:02:00",
            ["Idempotency__Unanswered"] = "00:00:10",
            ["Logging__LogLevel__ExpensesFunctions.Webhooks"] = "Warning",
        };
        for (var attempt = 0; attempt < ScheduleSeconds.Length; attempt++)
        {
            settings[$"Webhooks__Schedule__{attempt}"] = TimeSpan.FromSeconds(ScheduleSeconds[attempt]).ToString("c", CultureInfo.InvariantCulture);
        }

        return settings;
    }

    private static async Task<IReadOnlyList<Consumer>> CreateConsumersAsync(RunningService service, WebhookReceiver receiver)
    {
        using var http = service.CreateClient();
        var consumers = new List<Consumer>();
        for (var number = 0; number < Consumers; number++)
        {
            var path = $"/consumer-{number}";
            using var answer = await http.PostAsJsonAsync(
                "webhooks", new { url = new Uri(receiver.BaseAddress, path).ToString(), eventTypes = new List<string> { "company.created" } });
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            consumers.Add(new Consumer(body.GetProperty("id").GetString()!, path, body.GetProperty("secret").GetString()!));
        }

        return consumers;
    }

    // A client that repeats what got no answer, with the same key: the event must not be lost, and not be doubled. A key whose
    // request was cut off is free again after ten seconds, so those go last.
    private static async Task PublishAsync(RunningService service)
    {
        using var http = service.CreateClient();
        var cutOff = new ConcurrentQueue<int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Events), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellation) =>
        {
            try
            {
                Assert.True(await CreateCompanyAsync(http, number), $"company {number}");
            }
            catch (HttpRequestException)
            {
                cutOff.Enqueue(number);
                await Eventually.TrueAsync(
                    async () => (await http.GetAsync("admin/host/ping", cancellation)).IsSuccessStatusCode, Deadline, "LocalHost is back", cancellation);
            }
        });
        await Task.WhenAll(cutOff.Select(number => Eventually.TrueAsync(() => CreateCompanyAsync(http, number), Deadline, $"company {number}")));
    }

    private static async Task<bool> CreateCompanyAsync(HttpClient http, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "companies")
        {
            Content = new StringContent($$"""{"name":"Company {{number}}"}""", Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", $"webhook-kill-{number}" } },
        };
        using var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }

    private async Task AssertDeliveredAsync(RunningService service, Consumer consumer, DeliveryLog seen)
    {
        using var http = service.CreateClient();
        var messages = await Eventually.GetAsync(
            async () => (await http.GetFromJsonAsync<JsonElement>($"webhooks/{consumer.Id}/messages?pageSize=1000")).GetProperty("results").EnumerateArray().ToList(),
            all => all.Count == Events && all.TrueForAll(message => message.GetProperty("status").GetString() == "Success"),
            Deadline,
            $"{Events} messages taken by {consumer.Path}");

        Assert.Equal(
            messages.Select(message => message.GetProperty("id").GetString()).Order(StringComparer.Ordinal),
            seen.Taken(consumer.Path).Order(StringComparer.Ordinal));
        Assert.All(messages, message => AssertAttempts(message, seen.Times(consumer.Path, message.GetProperty("id").GetString()!)));
        Assert.All(seen.Of(consumer.Path), received => Assert.Equal(Signature.Of(received, consumer.Secret), received.Headers["webhook-signature"]));
        output.WriteLine($"{consumer.Path}: {messages.Count} messages, {messages.Sum(message => message.GetProperty("attempts").GetArrayLength())} attempts");
    }

    // Numbered without a gap, all but the last refused, none before its time; what was received and not written down was cut off by a kill.
    private static void AssertAttempts(JsonElement message, int received)
    {
        var attempts = message.GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, attempts.Count), attempts.Select(attempt => attempt.GetProperty("number").GetInt32()));
        Assert.All(attempts.SkipLast(1), attempt => Assert.Equal(500, attempt.GetProperty("statusCode").GetInt32()));
        Assert.Equal(204, attempts[^1].GetProperty("statusCode").GetInt32());
        Assert.True(received >= attempts.Count, $"{attempts.Count} attempts are written down and {received} were received.");
        for (var index = 1; index < attempts.Count; index++)
        {
            var wait = attempts[index].GetProperty("at").GetDateTimeOffset() - attempts[index - 1].GetProperty("at").GetDateTimeOffset();
            Assert.True(wait.TotalSeconds >= ScheduleSeconds[index] * 0.89, $"Attempt {index + 1} came after {wait}: {message}");
        }
    }

    private sealed record Consumer(string Id, string Path, string Secret);
}
