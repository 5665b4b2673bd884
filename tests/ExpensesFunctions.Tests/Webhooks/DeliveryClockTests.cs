using DurableTask.Core.History;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.LocalHost;
using Expenses.Testing;
using ExpensesFunctions.Activities;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Tests.Fakes;
using ExpensesFunctions.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Tests.Webhooks;

/// <summary>The schedule of 75.6 hours on a clock of the test: each attempt when it is due, not a moment sooner, and the tenth is the last.</summary>
public sealed class DeliveryClockTests : IAsyncLifetime
{
    private static readonly ClientId Client = new("client");

    private readonly string _folder = Directory.CreateTempSubdirectory("delivery-clock-").FullName;
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryWebhooks _webhooks = new(new StoreLog());
    private LocalFunctionsHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = [typeof(DeliverWebhookOrchestrator), typeof(AttemptWebhook)],
            Configure = (worker, configuration) =>
            {
                worker.Services.AddSingleton<IWebhookConsumerStore>(_webhooks);
                worker.Services.AddSingleton<IWebhookMessageStore>(_webhooks);
                worker.Services.AddSingleton<IEventPublisher>(_webhooks);
                worker.Services.AddSingleton<IEventOutbox>(_webhooks);
                worker.Services.AddWebhooks(configuration);
            },
            DatabasePath = Path.Combine(_folder, "durable.db"),
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Webhooks:AllowLoopback"] = "true",
                ["Secrets:KeyFolder"] = Path.Combine(_folder, "keys"),
            },
            Urls = "http://127.0.0.1:0",
            TimeProvider = _time,
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning),
        });
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Ten_attempts_come_when_they_are_due_over_75_hours()
    {
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(500));
        var message = await DeliverAsync(receiver);
        var waits = DeliverySchedule.SecondsOf(DeliverySchedule.Default, message.Id, message.Consumer);

        await AttemptedAsync(message, 1);
        for (var attempt = 2; attempt <= 10; attempt++)
        {
            await DueAsync(message, attempt - 1, waits[attempt - 1]);
            await AttemptedAsync(message, attempt);
        }

        var end = await StateAsync(message, WebhookMessageState.Failure);
        var gaps = end.Attempts.Zip(end.Attempts.Skip(1), (one, next) => (next.At - one.At).TotalSeconds);
        Assert.All(gaps.Zip(waits.Skip(1)), pair => Assert.Equal(pair.Second, pair.First, tolerance: 0.01));
        Assert.Equal(10, receiver.Received.Count);
        Assert.InRange((end.Attempts[^1].At - end.Attempts[0].At).TotalHours, 75.6 * 0.9, 75.6 * 1.1);
        Assert.Single(receiver.Received.Select(received => received.MessageId).Distinct());
    }

    [Fact]
    public async Task A_longer_Retry_After_moves_the_next_attempt()
    {
        await using var receiver = WebhookReceiver.Start(_ => new WebhookReply(503, new Dictionary<string, string> { ["Retry-After"] = "3600" }));
        var message = await DeliverAsync(receiver);

        await AttemptedAsync(message, 1);
        await DueAsync(message, 1, 3600);
        var second = await AttemptedAsync(message, 2);

        Assert.Equal(3600, (second.Attempts[1].At - second.Attempts[0].At).TotalSeconds, tolerance: 0.01);
    }

    private async Task<WebhookMessage> DeliverAsync(WebhookReceiver receiver)
    {
        var consumer = new WebhookConsumer
        {
            Client = Client, Id = new WebhookConsumerId("consumer"), Url = receiver.BaseAddress.ToString(), Created = _time.GetUtcNow(),
        };
        await _webhooks.AddAsync(consumer);
        var message = new WebhookMessage
        {
            Client = Client, Consumer = consumer.Id, Id = WebhookMessageId.Of(Client, "event", _time.GetUtcNow()), EventType = "t", Created = _time.GetUtcNow(),
        };
        await _webhooks.AddAsync(message, "{}"u8.ToArray());
        await _host.Services.GetRequiredService<WebhookDeliveries>().StartAsync(_host.DurableTaskClient, message, round: 0, CancellationToken.None);
        return message;
    }

    // The clock moves when the durable timer is in the history, and just as far as the wait.
    private async Task DueAsync(WebhookMessage message, int timers, double seconds)
    {
        var instance = DeliverWebhookOrchestrator.InstanceIdOf(message.Consumer.Value, message.Id.Value, round: 0);
        var history = await Eventually.GetAsync(
            () => _host.DurableTaskClient.GetOrchestrationHistoryAsync(instance), events => TimersOf(events).Count == timers);
        var due = _time.GetUtcNow().AddSeconds(seconds);
        Assert.Equal(due.UtcDateTime, TimersOf(history)[^1].FireAt, TimeSpan.FromMilliseconds(10));
        _time.Advance(due - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1));
    }

    private static List<TimerCreatedEvent> TimersOf(IEnumerable<HistoryEvent> history) => [.. history.OfType<TimerCreatedEvent>()];

    private async Task<WebhookMessage> AttemptedAsync(WebhookMessage message, int attempts) => (await Eventually.GetAsync(
        () => _webhooks.FindAsync(message.Client, message.Consumer, message.Id), stored => stored!.Attempts.Count == attempts))!;

    private async Task<WebhookMessage> StateAsync(WebhookMessage message, WebhookMessageState state) => (await Eventually.GetAsync(
        () => _webhooks.FindAsync(message.Client, message.Consumer, message.Id), stored => stored!.State == state))!;
}
