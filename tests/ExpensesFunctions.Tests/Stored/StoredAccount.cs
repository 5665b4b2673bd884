using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Stored;

/// <summary>Everything that is in a storage account, whoever wrote it.</summary>
/// <param name="azurite">The account.</param>
internal sealed class StoredAccount(AzuriteServer azurite)
{
    /// <summary>Reads it whole.</summary>
    /// <returns>What there is, by place, with its bytes: rows property by property, blobs, messages of queues.</returns>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync()
    {
        var all = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await ReadTablesAsync(all);
        await ReadBlobsAsync(all);
        await ReadQueuesAsync(all);
        return all;
    }

    /// <summary>What differs between two readings.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, byte[]> before, IReadOnlyDictionary<string, byte[]> after) =>
    [
        .. before.Keys.Except(after.Keys, StringComparer.Ordinal).Select(place => $"gone: {place}"),
        .. after.Keys.Except(before.Keys, StringComparer.Ordinal).Select(place => $"new: {place}"),
        .. before.Where(one => after.TryGetValue(one.Key, out var now) && !now.AsSpan().SequenceEqual(one.Value)).Select(one => $"changed: {one.Key}"),
    ];

    private async Task ReadTablesAsync(Dictionary<string, byte[]> all)
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        await foreach (var table in service.QueryAsync())
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                foreach (var (name, value) in row)
                {
                    all[$"table {table.Name} '{row.PartitionKey}' '{row.RowKey}' {name}"] =
                        value as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "");
                }
            }
        }
    }

    private async Task ReadBlobsAsync(Dictionary<string, byte[]> all)
    {
        var service = new BlobServiceClient(azurite.ConnectionString);
        await foreach (var container in service.GetBlobContainersAsync())
        {
            var blobs = service.GetBlobContainerClient(container.Name);
            await foreach (var blob in blobs.GetBlobsAsync())
            {
                all[$"blob {container.Name}/{blob.Name}"] = (await blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray();
            }
        }
    }

    private async Task ReadQueuesAsync(Dictionary<string, byte[]> all)
    {
        var service = new QueueServiceClient(azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await foreach (var queue in service.GetQueuesAsync())
        {
            foreach (var message in (await service.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value)
            {
                all[$"queue {queue.Name} {message.MessageId}"] = message.Body.ToArray();
            }
        }
    }
}
