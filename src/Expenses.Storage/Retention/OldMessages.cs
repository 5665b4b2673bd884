using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Retention;

/// <summary>Events and messages of webhooks that were kept long enough: their blobs, and the rows of messages.</summary>
internal sealed class OldMessages(TableServiceClient tables, BlobServiceClient blobs, StorageNames names)
{
    private readonly TableClient _messages = tables.GetTableClient(names.WebhookMessages);
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(names.WebhookBlobs);

    /// <summary>Forgets them. The row goes before the blob that says it exists, so a crash leaves nothing unfound.</summary>
    /// <param name="createdBefore">The time.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many blobs.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var folder in new[] { StorageEventPublisher.Folder, TableWebhookMessageStore.Folder })
        {
            await foreach (var blob in _container.GetBlobsAsync(prefix: folder, cancellationToken: cancellationToken))
            {
                if (blob.Properties.LastModified is not { } written || written >= createdBefore)
                {
                    continue;
                }

                if (string.Equals(folder, TableWebhookMessageStore.Folder, StringComparison.Ordinal))
                {
                    await DeleteRowAsync(blob.Name, cancellationToken);
                }

                await _container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
                forgotten++;
            }
        }

        return forgotten;
    }

    // `messages/client/consumer/message.json`, each segment encoded; of an id only the underscore is.
    private async Task DeleteRowAsync(string blobName, CancellationToken cancellationToken)
    {
        var segments = blobName[TableWebhookMessageStore.Folder.Length..^".json".Length].Split('/');
        var id = segments[^1].Replace(KeyText.Encode("_"), "_", StringComparison.Ordinal);
        if (WebhookMessageId.IsWellFormed(id))
        {
            var partition = $"{segments[0]}{KeyText.Separator}{segments[1]}";
            await _messages.DeleteEntityAsync(partition, new WebhookMessageId(id).NewestFirst(), ETag.All, cancellationToken);
        }
    }
}
