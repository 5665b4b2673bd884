using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Webhooks;

/// <summary>
/// One partition per consumer, newest first by the time in the message's id; a row holds its attempts, since they change
/// together with its state. The body is a blob, written before the row that makes it visible.
/// </summary>
internal sealed class TableWebhookMessageStore(
    TableServiceClient tables, BlobServiceClient blobs, StorageNames names, WaitingMessages waiting) : IWebhookMessageStore
{
    /// <summary>Where bodies are.</summary>
    public const string Folder = "messages/";

    private const string BehindAll = "~";

    private readonly TableClient _table = tables.GetTableClient(names.WebhookMessages);
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(names.WebhookBlobs);

    public async Task AddAsync(WebhookMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        await WebhookBlobs.KeepAsync(Blob(message), body, cancellationToken);
        if (IsWaiting(message))
        {
            await waiting.AddAsync(message, cancellationToken);
        }

        await _table.TryInsertAsync(WebhookMessageRows.Write(message), cancellationToken);
    }

    public async Task<WebhookMessage?> FindAsync(
        ClientId client, WebhookConsumerId consumer, WebhookMessageId id, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(WebhookMessageRows.Partition(client, consumer), id.NewestFirst(), cancellationToken);
        return row is null ? null : WebhookMessageRows.Read(client, consumer, row);
    }

    public Task<ReadOnlyMemory<byte>> ReadBodyAsync(WebhookMessage message, CancellationToken cancellationToken = default) =>
        WebhookBlobs.ReadAsync(Blob(message), $"body of message {message.Id}", cancellationToken);

    public async Task UpdateAsync(WebhookMessage message, CancellationToken cancellationToken = default)
    {
        if (IsWaiting(message))
        {
            await waiting.AddAsync(message, cancellationToken);
        }

        await _table.ReplaceAsync(WebhookMessageRows.Write(message), message.ETag, $"Message {message.Id}", cancellationToken);
        if (!IsWaiting(message))
        {
            await waiting.RemoveAsync(message, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<WebhookMessage>> ListAsync(
        ClientId client, WebhookConsumerId consumer, WebhookMessageId? before, int count, CancellationToken cancellationToken = default)
    {
        // The key right behind the given one; no id is longer than another.
        var from = before is { } id ? id.NewestFirst() + "-" : "";
        var messages = new List<WebhookMessage>();
        if (count == 0)
        {
            return messages;
        }

        var rows = _table.RangeAsync(
            WebhookMessageRows.Partition(client, consumer), from, BehindAll, rowsPerPage: Math.Min(count, 1000), cancellationToken);
        await foreach (var row in rows)
        {
            messages.Add(WebhookMessageRows.Read(client, consumer, row));
            if (messages.Count == count)
            {
                break;
            }
        }

        return messages;
    }

    private static bool IsWaiting(WebhookMessage message) => message.State is WebhookMessageState.Sending or WebhookMessageState.Attempting;

    private BlobClient Blob(WebhookMessage message) => _container.GetBlobClient(
        $"{Folder}{KeyText.Encode(message.Client.Value)}/{KeyText.Encode(message.Consumer.Value)}/{KeyText.Encode(message.Id.Value)}.json");
}
