using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Tests.Fakes;
using ExpensesFunctions.Webhooks;
using ExpensesFunctions.Webhooks.Mail;
using ExpensesFunctions.Webhooks.Secrets;
using ExpensesFunctions.Webhooks.Sending;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Tests.Webhooks;

/// <summary>Attempts of one message to one consumer, with stores in memory, a clock of the test and a real consumer on loopback.</summary>
internal sealed class Attempting : IAsyncDisposable
{
    private static readonly ClientId Client = new("client");

    private readonly WebhookSender _sender;

    private Attempting(Func<ReceivedWebhook, WebhookReply>? answer, WebhookOptions options, DateTimeOffset now)
    {
        Time = new ManualTimeProvider(now);
        Receiver = WebhookReceiver.Start(answer);
        Secrets = new WebhookSecrets(new ReversingProtector(), Options.Create(options), Time);
        _sender = new WebhookSender(new SsrfGuard(Options.Create(options)), Secrets, Options.Create(options), Time);
        Attempts = new WebhookAttempts(Webhooks, Webhooks, _sender, new MailSender(Options.Create(new MailOptions())), Webhooks, Time, NullLogger<WebhookAttempts>.Instance);
    }

    public ManualTimeProvider Time { get; }

    public InMemoryWebhooks Webhooks { get; } = new(new StoreLog());

    public WebhookReceiver Receiver { get; }

    public WebhookSecrets Secrets { get; }

    public WebhookAttempts Attempts { get; }

    public WebhookConsumerId Consumer { get; } = new("consumer");

    public WebhookMessageId Message { get; private set; }

    public static async Task<Attempting> StartAsync(
        Func<ReceivedWebhook, WebhookReply>? answer = null,
        WebhookOptions? options = null,
        Func<WebhookConsumer, WebhookConsumer>? change = null,
        DateTimeOffset? now = null)
    {
        var attempting = new Attempting(
            answer,
            options ?? new WebhookOptions { AllowLoopback = true, Timeout = WebhookOptions.LongestTimeout },
            now ?? new DateTimeOffset(2026, 11, 16, 9, 0, 0, TimeSpan.Zero));
        var consumer = new WebhookConsumer
        {
            Client = Client, Id = attempting.Consumer, Url = attempting.Receiver.BaseAddress.ToString(), Created = attempting.Time.GetUtcNow(),
        };
        await attempting.Webhooks.AddAsync((change ?? (same => same))(attempting.Secrets.Renew(consumer).Consumer));
        attempting.Message = await attempting.AddMessageAsync("event");
        return attempting;
    }

    public async Task<WebhookMessageId> AddMessageAsync(string eventId)
    {
        var id = WebhookMessageId.Of(Client, eventId, Time.GetUtcNow());
        await Webhooks.AddAsync(
            new WebhookMessage { Client = Client, Consumer = Consumer, Id = id, EventType = "company.created", Created = Time.GetUtcNow() },
            """{"eventType":"company.created"}"""u8.ToArray());
        return id;
    }

    public Task<WebhookAttemptResultV1> RunAsync(int number = 1, double? nextWait = 5, int round = 0) => Attempts.RunAsync(
        new WebhookAttemptV1(Client.Value, Consumer.Value, Message.Value, round, number, nextWait), CancellationToken.None);

    public async Task<WebhookMessage> StoredAsync() => (await Webhooks.FindAsync(Client, Consumer, Message))!;

    public async Task<WebhookConsumer> StoredConsumerAsync() => (await Webhooks.FindAsync(Client, Consumer))!;

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await Receiver.DisposeAsync();
    }

    /// <summary>Stands for the key ring: what is kept is never what was given.</summary>
    private sealed class ReversingProtector : ISecretProtector
    {
        public string Protect(string secret) => new([.. secret.Reverse()]);

        public string Unprotect(string kept) => new([.. kept.Reverse()]);

        public byte[] Protect(byte[] content) => [.. content.Reverse()];

        public byte[] Unprotect(byte[] kept) => [.. kept.Reverse()];
    }
}
