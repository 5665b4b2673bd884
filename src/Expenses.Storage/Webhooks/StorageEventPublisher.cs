using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Core.Telemetry;
using Expenses.Core.Webhooks;
using Expenses.Storage.Chunks;
using Expenses.Storage.Keys;

namespace Expenses.Storage.Webhooks;

/// <summary>An event in a blob, since a queue message is small, and its name in the queue that spreads events to consumers.</summary>
internal sealed class StorageEventPublisher(BlobServiceClient blobs, QueueServiceClient queues, StorageNames names) : IEventPublisher, IEventOutbox
{
    /// <summary>Where events are.</summary>
    public const string Folder = "events/";

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(names.WebhookBlobs);
    private readonly QueueClient _queue = queues.GetQueueClient(names.WebhookEvents);

    public async Task PublishAsync(PublishedEvent published, CancellationToken cancellationToken = default) =>
        await EnqueueAsync(await KeepAsync(published, cancellationToken), TimeSpan.Zero, cancellationToken);

    /// <summary>Stores an event without telling anybody.</summary>
    public async Task<PublishedEventV1> KeepAsync(PublishedEvent published, CancellationToken cancellationToken)
    {
        var message = new PublishedEventV1(published.Client.Value, published.MessageId().Value, TraceParent: ExpensesTrace.Parent);
        var json = JsonSerializer.SerializeToUtf8Bytes(
            published with { CorrelationId = published.CorrelationId ?? ExpensesTrace.CorrelationId }, ChunkJson.Options);
        await WebhookBlobs.KeepAsync(Blob(message), json, cancellationToken);
        return message;
    }

    public async Task<PublishedEvent> ReadAsync(PublishedEventV1 published, CancellationToken cancellationToken = default)
    {
        var content = await WebhookBlobs.ReadAsync(Blob(published), $"event {published.Message}", cancellationToken);
        return JsonSerializer.Deserialize<PublishedEvent>(content.Span, ChunkJson.Options)
            ?? throw new InvalidDataException($"Event {published.Message} is empty.");
    }

    public Task EnqueueAsync(PublishedEventV1 published, TimeSpan after, CancellationToken cancellationToken = default) =>
        _queue.SendMessageAsync(JsonSerializer.Serialize(published), after, Forever, cancellationToken);

    private BlobClient Blob(PublishedEventV1 published) =>
        _container.GetBlobClient($"{Folder}{KeyText.Encode(published.Client)}/{KeyText.Encode(published.Message)}.json");
}
