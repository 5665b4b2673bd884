using System.Text.Json;
using Azure.Storage.Queues;
using Expenses.Core.Syncs;

namespace Expenses.Storage.Syncs;

/// <summary>The queue as its trigger reads it: JSON, in base64 (host.json). A request never expires.</summary>
internal sealed class StorageSyncRequestQueue(QueueServiceClient service, StorageNames names) : ISyncRequestQueue
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue = service.GetQueueClient(names.SyncRequests);

    public Task EnqueueAsync(SyncRequestV1 message, CancellationToken cancellationToken = default) =>
        _queue.SendMessageAsync(JsonSerializer.Serialize(message), timeToLive: Forever, cancellationToken: cancellationToken);
}
