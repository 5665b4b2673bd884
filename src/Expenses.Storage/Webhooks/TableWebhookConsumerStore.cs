using Azure;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Webhooks;

/// <summary>
/// One partition per client. A consumer's row is one of fifty numbered places, so that the limit is kept by the rows'
/// keys and holds for creations at the same time. A deleted one leaves a row that says so, for good.
/// </summary>
internal sealed class TableWebhookConsumerStore(TableServiceClient service, StorageNames names) : IWebhookConsumerStore
{
    private const string BehindPlaces = "~";

    private readonly TableClient _table = service.GetTableClient(names.WebhookConsumers);

    public async Task<WebhookConsumer?> AddAsync(WebhookConsumer consumer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var rows = await RowsAsync(consumer.Client, cancellationToken);
            if (rows.Find(row => IsOf(row, consumer.Id)) is { } stored)
            {
                return WebhookConsumerRows.Read(consumer.Client, stored);
            }

            var place = Enumerable.Range(0, IWebhookConsumerStore.MaximumPerClient)
                .Select(number => WebhookConsumerRows.Place(consumer, number))
                .FirstOrDefault(key => !rows.Exists(row => string.Equals(row.RowKey, key, StringComparison.Ordinal)));
            if (place is null)
            {
                return null;
            }

            // Lost to another creation: look for the next place.
            if (await _table.TryInsertAsync(WebhookConsumerRows.Write(consumer, place), cancellationToken) is { } etag)
            {
                return consumer with { ETag = etag };
            }
        }
    }

    public async Task<IReadOnlyList<WebhookConsumer>> ListAsync(ClientId client, CancellationToken cancellationToken = default)
    {
        var rows = await RowsAsync(client, cancellationToken);
        return [.. rows.Select(row => WebhookConsumerRows.Read(client, row)).OrderBy(consumer => consumer.Created).ThenBy(consumer => consumer.Id.Value, StringComparer.Ordinal)];
    }

    public async Task<WebhookConsumer?> FindAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default)
    {
        var rows = await RowsAsync(client, cancellationToken);
        return rows.Find(row => IsOf(row, id)) is { } row ? WebhookConsumerRows.Read(client, row) : null;
    }

    public async Task<WebhookConsumer> UpdateAsync(WebhookConsumer consumer, CancellationToken cancellationToken = default)
    {
        var rows = await RowsAsync(consumer.Client, cancellationToken);
        var place = rows.Find(row => IsOf(row, consumer.Id))?.RowKey
            ?? throw new Core.Errors.ConcurrencyConflictException($"Webhook consumer {consumer.Id}");
        var etag = await _table.ReplaceAsync(
            WebhookConsumerRows.Write(consumer, place), consumer.ETag, $"Webhook consumer {consumer.Id}", cancellationToken);
        return consumer with { ETag = etag };
    }

    public async Task DeleteAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default)
    {
        var rows = await RowsAsync(client, cancellationToken);
        if (rows.Find(row => IsOf(row, id)) is { } row)
        {
            await _table.UpsertEntityAsync(Deleted(client, id), TableUpdateMode.Replace, cancellationToken);
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    // Written before the consumer goes, so that one cut off in between is still there and is deleted again.
    public async Task<bool> WasDeletedAsync(ClientId client, WebhookConsumerId id, CancellationToken cancellationToken = default)
    {
        var row = Deleted(client, id);
        return await _table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is not null
            && await FindAsync(client, id, cancellationToken) is null;
    }

    // Behind every place.
    private static TableEntity Deleted(ClientId client, WebhookConsumerId id) =>
        new(KeyText.Encode(client.Value), $"{BehindPlaces}deleted{BehindPlaces}{KeyText.Encode(id.Value)}");

    private static bool IsOf(TableEntity row, WebhookConsumerId id) =>
        string.Equals(row.Text(WebhookConsumerRows.Id), id.Value, StringComparison.Ordinal);

    private async Task<List<TableEntity>> RowsAsync(ClientId client, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _table.RangeAsync(KeyText.Encode(client.Value), "", BehindPlaces, rowsPerPage: null, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
