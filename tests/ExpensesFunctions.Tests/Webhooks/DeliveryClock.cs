using DurableTask.Core.History;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.LocalHost;
using Expenses.Testing;
using ExpensesFunctions.Activities;
using ExpensesFunctions.Entities;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Tests.Fakes;
using ExpensesFunctions.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Tests.Webhooks;

/// <summary>Deliveries on a clock of the test: the durable engine, and stores in memory that outlive a restart of it.</summary>
internal sealed class DeliveryClock : IAsyncDisposable
{
    private static readonly ClientId Client = new("client");

    private readonly string _folder = Directory.CreateTempSubdirectory("delivery-clock-").FullName;
    private LocalFunctionsHost _host;

    private DeliveryClock() => _host = NewHost();

    public ManualTimeProvider Time { get; } = new();

    public InMemoryWebhooks Webhooks { get; } = new(new StoreLog());

    public static async Task<DeliveryClock> StartAsync()
    {
        var clock = new DeliveryClock();
        await clock._host.StartAsync();
        return clock;
    }

    /// <summary>Ends the engine's process as it were, and starts another one on its database.</summary>
    public async Task RestartAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        _host = NewHost();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<WebhookConsumer> ConsumerAsync(WebhookReceiver receiver, string path = "", int? maxPerSecond = null)
    {
        var consumer = new WebhookConsumer
        {
            Client = Client,
            Id = new WebhookConsumerId($"consumer{path}"),
            Url = $"{receiver.BaseAddress}{path}",
            Created = Time.GetUtcNow(),
            MaxPerSecond = maxPerSecond,
        };
        return (await Webhooks.AddAsync(consumer))!;
    }

    public async Task<WebhookMessage> DeliverAsync(WebhookConsumer consumer, string subject = "event")
    {
        var message = new WebhookMessage
        {
            Client = Client,
            Consumer = consumer.Id,
            Id = WebhookMessageId.Of(Client, subject, Time.GetUtcNow()),
            EventType = "t",
            Created = Time.GetUtcNow(),
        };
        await Webhooks.AddAsync(message, "{}"u8.ToArray());
        await _host.Services.GetRequiredService<WebhookDeliveries>()
            .StartAsync(_host.DurableTaskClient, consumer, message, round: 0, CancellationToken.None);
        return message;
    }

    /// <summary>When each of the timers of a delivery fires, once it has so many.</summary>
    public async Task<IReadOnlyList<DateTime>> TimersAsync(WebhookMessage message, int timers)
    {
        var instance = DeliverWebhookOrchestrator.InstanceIdOf(message.Consumer.Value, message.Id.Value, round: 0);
        var history = await Eventually.GetAsync(
            () => _host.DurableTaskClient.GetOrchestrationHistoryAsync(instance),
            events => events.OfType<TimerCreatedEvent>().Count() == timers,
            Patience,
            $"{timers} timers of {message.Id}");
        return [.. history.OfType<TimerCreatedEvent>().Select(timer => timer.FireAt)];
    }

    /// <summary>When the timer that a delivery waits for fires, once there is one; null once the message was taken.</summary>
    public async Task<DateTimeOffset?> DueAsync(WebhookMessage message)
    {
        var instance = DeliverWebhookOrchestrator.InstanceIdOf(message.Consumer.Value, message.Id.Value, round: 0);
        var (_, due) = await Eventually.GetAsync(
            async () =>
            {
                var stored = await Webhooks.FindAsync(message.Client, message.Consumer, message.Id);
                var history = await _host.DurableTaskClient.GetOrchestrationHistoryAsync(instance);
                var ahead = history.OfType<TimerCreatedEvent>().Select(timer => new DateTimeOffset(timer.FireAt, TimeSpan.Zero)).Where(at => at > Time.GetUtcNow()).ToList();
                return (IsTaken: stored!.State == WebhookMessageState.Success, Due: ahead.Count == 0 ? (DateTimeOffset?)null : ahead.Max());
            },
            seen => seen.IsTaken || seen.Due is not null,
            Patience,
            $"{message.Id} waits or was taken");
        return due;
    }

    public async Task<WebhookMessage> AttemptedAsync(WebhookMessage message, int attempts) => (await Eventually.GetAsync(
        () => Webhooks.FindAsync(message.Client, message.Consumer, message.Id),
        stored => stored!.Attempts.Count == attempts,
        Patience,
        $"{attempts} attempts of {message.Id}"))!;

    public async Task<WebhookMessage> StateAsync(WebhookMessage message, WebhookMessageState state) => (await Eventually.GetAsync(
        () => Webhooks.FindAsync(message.Client, message.Consumer, message.Id), stored => stored!.State == state, Patience, $"{message.Id} is {state}"))!;

    private static TimeSpan Patience => TimeSpan.FromMinutes(2);

    private LocalFunctionsHost NewHost() => LocalFunctionsHost.Create(new LocalFunctionsHostOptions
    {
        FunctionTypes = [typeof(DeliverWebhookOrchestrator), typeof(AttemptWebhook), typeof(PlatformQuota)],
        Configure = (worker, configuration) =>
        {
            worker.Services.AddSingleton<IWebhookConsumerStore>(Webhooks);
            worker.Services.AddSingleton<IWebhookMessageStore>(Webhooks);
            worker.Services.AddSingleton<IEventPublisher>(Webhooks);
            worker.Services.AddSingleton<IEventOutbox>(Webhooks);
            worker.Services.AddWebhooks(configuration);
        },
        DatabasePath = Path.Combine(_folder, "durable.db"),
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Webhooks:AllowLoopback"] = "true",
            ["Webhooks:Timeout"] = "00:02:00",
            ["Secrets:KeyFolder"] = Path.Combine(_folder, "keys"),
        },
        Urls = "http://127.0.0.1:0",
        TimeProvider = Time,
        ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning),
    });
}
