using Azure;
using Azure.Data.Tables;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Webhooks;

/// <summary>
/// Events that become due with a change. Before the change: the event's blob, and a row in a list over all companies. With
/// the change, in its transaction: a row in the company's partition, which alone says that it happened. After it: the
/// queue, and both rows go. A crash leaves a list entry too many, never one too few.
/// </summary>
internal sealed class CommittedEvents(TableServiceClient service, StorageEventPublisher publisher, StorageNames names) : ICommittedEvents
{
    private const string Partition = "committed";
    private const string RowPrefix = "event~";
    private const string TableProperty = "Table";
    private const string CompanyProperty = "Company";
    private const string ClientProperty = "Client";
    private const string MessageProperty = "Message";
    private const string OccurredProperty = "Occurred";

    // Longer than any invocation may run: a change whose rows are not there by then is not coming.
    private static readonly TimeSpan LongestChange = TimeSpan.FromHours(1);

    private readonly TableClient _list = service.GetTableClient(names.CommittedEvents);

    /// <summary>Whether a row of a company's partition is an event that waits; it outlives what else is in the partition.</summary>
    public static bool IsEvent(string rowKey) => rowKey.StartsWith(RowPrefix, StringComparison.Ordinal);

    /// <summary>The rows to write in the transaction of the change.</summary>
    /// <param name="table">The change's table.</param>
    /// <param name="company">The change's company.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IReadOnlyList<TableTransactionAction>> PrepareAsync(
        TableClient table, CompanyKey company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken)
    {
        var rows = new List<TableTransactionAction>();
        foreach (var one in told)
        {
            var message = await publisher.KeepAsync(one, cancellationToken);
            await _list.UpsertEntityAsync(Entry(table, company, one), TableUpdateMode.Replace, cancellationToken);
            rows.Add(new TableTransactionAction(
                TableTransactionActionType.UpsertReplace, new TableEntity(RowKeys.Partition(company), RowPrefix + message.Message)));
        }

        return rows;
    }

    /// <summary>Publishes what was just committed.</summary>
    /// <param name="table">The change's table.</param>
    /// <param name="company">The change's company.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task PublishAsync(
        TableClient table, CompanyKey company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken)
    {
        foreach (var one in told)
        {
            await PublishAsync(table, Entry(table, company, one), cancellationToken);
        }
    }

    public async Task<int> PublishLeftAsync(DateTimeOffset occurredBefore, CancellationToken cancellationToken = default)
    {
        var published = 0;
        var entries = _list.RangeAsync(Partition, "", RowKeys.Ticks(occurredBefore), rowsPerPage: null, cancellationToken);
        await foreach (var entry in entries)
        {
            var table = service.GetTableClient(entry.Text(TableProperty));
            if (await table.FindAsync(PartitionOf(entry), RowPrefix + entry.Text(MessageProperty), cancellationToken) is not null)
            {
                await PublishAsync(table, entry, cancellationToken);
                published++;
            }
            else if (entry.Instant(OccurredProperty) < occurredBefore - LongestChange)
            {
                await RemoveAsync(entry, cancellationToken);
            }
        }

        return published;
    }

    private static string PartitionOf(TableEntity entry) => RowKeys.Partition(
        new CompanyKey(new ClientId(entry.Text(ClientProperty)), new CompanyId(entry.Text(CompanyProperty))));

    private static TableEntity Entry(TableClient table, CompanyKey company, PublishedEvent told)
    {
        var message = told.MessageId().Value;
        return new TableEntity(
            Partition, string.Join(KeyText.Separator, RowKeys.Ticks(told.Occurred), table.Name, KeyText.Join(company.Client.Value, message)))
        {
            [TableProperty] = table.Name,
            [ClientProperty] = company.Client.Value,
            [CompanyProperty] = company.Company.Value,
            [MessageProperty] = message,
            [OccurredProperty] = told.Occurred.ToUniversalTime(),
        };
    }

    private async Task PublishAsync(TableClient table, TableEntity entry, CancellationToken cancellationToken)
    {
        var message = new PublishedEventV1(entry.Text(ClientProperty), entry.Text(MessageProperty));
        await publisher.EnqueueAsync(message, TimeSpan.Zero, cancellationToken);
        await table.DeleteEntityAsync(PartitionOf(entry), RowPrefix + message.Message, ETag.All, cancellationToken);
        await RemoveAsync(entry, cancellationToken);
    }

    private Task<Response> RemoveAsync(TableEntity entry, CancellationToken cancellationToken) =>
        _list.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, ETag.All, cancellationToken);
}
