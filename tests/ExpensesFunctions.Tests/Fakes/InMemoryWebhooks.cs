using System.Collections.Concurrent;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Consumers, messages and published events in memory, with the conflicts that the real stores have.</summary>
internal sealed class InMemoryWebhooks(StoreLog log) : IWebhookConsumerStore, IWebhookMessageStore, IEventPublisher, IEventOutbox
{
    private readonly Lock _gate = new();
    private readonly List<WebhookConsumer> _consumers = [];
    private readonly ConcurrentDictionary<(WebhookConsumerId, WebhookMessageId), WebhookMessage> _messages = new();
    private readonly ConcurrentDictionary<(WebhookConsumerId, WebhookMessageId), ReadOnlyMemory<byte>> _bodies = new();
    private readonly ConcurrentDictionary<(ClientId, WebhookConsumerId), bool> _deleted = new();
    private int _version;

    public ConcurrentQueue<PublishedEvent> Published { get; } = new();

    public ConcurrentQueue<(PublishedEventV1 Published, TimeSpan After)> Queued { get; } = new();

    /// <summary>Thrown once by the next write of a message, after it was written: the answer is lost.</summary>
    public Exception? LoseNextAnswer { get; set; }

    /// <summary>What somebody else writes into a message just before its next write.</summary>
    public Func<WebhookMessage, WebhookMessage>? Meanwhile { get; set; }

    public Task<WebhookConsumer?> AddAsync(WebhookConsumer consumer, CancellationToken cancellationToken = default)
    {
        log.Note($"webhook consumer {consumer.Id}");
        lock (_gate)
        {
            var own = _consumers.Where(other => other.Client == consumer.Client).ToList();
            if (own.Find(other => other.Id == consumer.Id) is { } stored)
            {
                return Task.FromResult<WebhookConsumer?>(stored);
            }

            if (own.Count(other => other.IsRule == consumer.IsRule) == IWebhookConsumerStore.MaximumPerClient)
            {
                return Task.FromResult<WebhookConsumer?>(null);
            }

            _consumers.Add(consumer with { ETag = NextVersion() });
            return Task.FromResult<WebhookConsumer?>(_consumers[^1]);
        }
    }

    public Task<IReadOnlyList<WebhookConsumer>> ListAsync(ClientId client, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<WebhookConsumer>>([.. _consumers.Where(consumer => consumer.Client == client)]);
        }
    }

    public Task<WebhookConsumer?> FindAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_consumers.Find(consumer => consumer.Client == client && consumer.Id == id));
        }
    }

    public Task<WebhookConsumer> UpdateAsync(WebhookConsumer consumer, CancellationToken cancellationToken = default)
    {
        log.Note($"webhook consumer {consumer.Id}");
        lock (_gate)
        {
            var index = _consumers.FindIndex(other => other.Id == consumer.Id && other.ETag == consumer.ETag);
            if (index < 0)
            {
                throw new ConcurrencyConflictException($"Webhook consumer {consumer.Id}");
            }

            _consumers[index] = consumer with { ETag = NextVersion() };
            return Task.FromResult(_consumers[index]);
        }
    }

    public Task DeleteAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default)
    {
        _deleted[(client, id)] = true;
        log.Note($"webhook consumer {id}");
        lock (_gate)
        {
            _consumers.RemoveAll(consumer => consumer.Client == client && consumer.Id == id);
        }

        return Task.CompletedTask;
    }

    public Task<bool> WasDeletedAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_deleted.ContainsKey((client, id)));

    public Task AddAsync(WebhookMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        log.Note($"message {message.Id}");
        _bodies.TryAdd((message.Consumer, message.Id), body);
        _messages.TryAdd((message.Consumer, message.Id), message with { ETag = NextVersion() });
        return Task.CompletedTask;
    }

    public Task<WebhookMessage?> FindAsync(
        ClientId client, WebhookConsumerId consumer, WebhookMessageId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_messages.GetValueOrDefault((consumer, id)) is { } message && message.Client == client ? message : null);

    public Task<ReadOnlyMemory<byte>> ReadBodyAsync(WebhookMessage message, CancellationToken cancellationToken = default) =>
        Task.FromResult(_bodies[(message.Consumer, message.Id)]);

    public Task UpdateAsync(WebhookMessage message, CancellationToken cancellationToken = default)
    {
        if (Meanwhile is { } change)
        {
            Meanwhile = null;
            _messages[(message.Consumer, message.Id)] = change(_messages[(message.Consumer, message.Id)]) with { ETag = NextVersion() };
        }

        var current = _messages[(message.Consumer, message.Id)];
        if (current.ETag != message.ETag || !_messages.TryUpdate((message.Consumer, message.Id), message with { ETag = NextVersion() }, current))
        {
            throw new ConcurrencyConflictException($"Message {message.Id}");
        }

        if (LoseNextAnswer is { } lost)
        {
            LoseNextAnswer = null;
            throw lost;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WebhookMessage>> ListAsync(
        ClientId client, WebhookConsumerId consumer, WebhookMessageId? before, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<WebhookMessage>>([.. _messages.Values
            .Where(message => message.Client == client && message.Consumer == consumer)
            .Where(message => before is not { } id || string.CompareOrdinal(message.Id.NewestFirst(), id.NewestFirst()) > 0)
            .OrderBy(message => message.Id.NewestFirst(), StringComparer.Ordinal)
            .Take(count)]);

    public Task PublishAsync(PublishedEvent published, CancellationToken cancellationToken = default)
    {
        Publish(published);
        return Task.CompletedTask;
    }

    public void Publish(PublishedEvent published)
    {
        log.Note($"event {published.Type}");
        Published.Enqueue(published);
    }

    public Task<PublishedEvent> ReadAsync(PublishedEventV1 published, CancellationToken cancellationToken = default) =>
        Task.FromResult(Published.First(other => other.MessageId().Value == published.Message));

    public Task EnqueueAsync(PublishedEventV1 published, TimeSpan after, CancellationToken cancellationToken = default)
    {
        Queued.Enqueue((published, after));
        return Task.CompletedTask;
    }

    private string NextVersion() => $"{Interlocked.Increment(ref _version)}";
}
