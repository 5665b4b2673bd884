using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Lists;
using Expenses.Storage.Tables;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Data;

/// <summary>One partition per company (<see cref="RecordRows"/>).</summary>
internal sealed class TableRecordPushStore(TableServiceClient service, ListIndexes indexes, CommittedEvents events, StorageNames names)
    : IRecordPushStore
{
    private const int RowsPerPage = 500;

    private readonly TableClient _table = service.GetTableClient(names.Records);

    public async Task AddAsync(RecordPush push, CancellationToken cancellationToken = default)
    {
        var list = ListOf(push.Company);
        var row = ConditionalWrites.Marked(RecordPushRows.Write(push));
        var added = await indexes.TryCommitAsync(
            list,
            index => index.With(list.KeyOf(row.RowKey)),
            [new(TableTransactionActionType.Add, row), new(TableTransactionActionType.Add, RecordPushRows.Pointer(push))],
            cancellationToken);
        if (added is null && await _table.FindOwnAsync(row, cancellationToken) is null)
        {
            throw new ConcurrencyConflictException($"Push {push.Id}");
        }
    }

    public async Task UpdateAsync(RecordPush push, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default)
    {
        var what = $"Push {push.Id}";
        var row = ConditionalWrites.Marked(RecordPushRows.Write(push));
        var change = new TableTransactionAction(
            TableTransactionActionType.UpdateReplace, row, ConditionalWrites.Required(push.ETag, what));
        var eventRows = await events.PrepareAsync(_table, push.Company, told, cancellationToken);
        try
        {
            await _table.SubmitTransactionAsync([change, .. eventRows], cancellationToken);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            if (await _table.FindOwnAsync(row, cancellationToken) is null)
            {
                throw new ConcurrencyConflictException(what, failure);
            }
        }

        await events.PublishAsync(_table, push.Company, told, cancellationToken);
    }

    public async Task<RecordPush?> FindAsync(CompanyKey company, RecordPushId id, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company);
        var pointer = await _table.FindAsync(partition, RecordRows.Pointer(RecordRows.Push, id.Value), cancellationToken);
        var row = pointer is null ? null : await _table.FindAsync(partition, pointer.Text(RecordRows.RecordKey), cancellationToken);
        return row is null ? null : RecordPushRows.Read(company, row);
    }

    public async IAsyncEnumerable<RecordPush> ListAsync(CompanyKey company, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = _table.RangeAsync(
            RowKeys.Partition(company), RecordRows.First(RecordRows.Push), RecordRows.Behind(RecordRows.Push), RowsPerPage, cancellationToken);
        await foreach (var row in rows)
        {
            yield return RecordPushRows.Read(company, row);
        }
    }

    public async Task<Slice<RecordPush>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default)
    {
        var page = await ListOf(company).PageAsync(first, count, cancellationToken);
        return new Slice<RecordPush>([.. page.Items.Select(row => RecordPushRows.Read(company, row))], page.Total);
    }

    private TableList ListOf(CompanyKey company) => RecordRows.ListOf(_table, company, RecordRows.Push);
}
