using Azure;
using Azure.Data.Tables;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Webhooks;

/// <summary>
/// A row for each message that waits, oldest first. It is written before the message says that it waits and removed after
/// the message says that it does not: a crash in between leaves a row too many, which is forgotten by its age.
/// </summary>
internal sealed class WaitingMessages(TableServiceClient service, StorageNames names) : IWebhookBacklog
{
    private const string Partition = "waiting";
    private const string BehindAll = "~";

    private readonly TableClient _table = service.GetTableClient(names.WaitingMessages);

    public Task AddAsync(WebhookMessage message, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(new TableEntity(Partition, Key(message)), TableUpdateMode.Replace, cancellationToken);

    public Task RemoveAsync(WebhookMessage message, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(Partition, Key(message), ETag.All, cancellationToken);

    public async Task<long> CountAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken = default)
    {
        var oldest = RowKeys.Ticks(createdBefore);
        var waiting = 0L;
        await foreach (var row in _table.RangeAsync(Partition, "", BehindAll, rowsPerPage: null, cancellationToken))
        {
            if (string.CompareOrdinal(row.RowKey, oldest) >= 0)
            {
                waiting++;
            }
            else
            {
                await _table.DeleteEntityAsync(Partition, row.RowKey, ETag.All, cancellationToken);
            }
        }

        return waiting;
    }

    private static string Key(WebhookMessage message) => string.Join(
        KeyText.Separator, RowKeys.Ticks(message.Created), KeyText.Join(message.Client.Value, message.Consumer.Value, message.Id.Value));
}
