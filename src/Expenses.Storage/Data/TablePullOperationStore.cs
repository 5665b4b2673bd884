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

/// <summary>One partition per company (<see cref="RecordRows"/>); operations and states change in one transaction.</summary>
internal sealed class TablePullOperationStore(TableServiceClient service, ListIndexes indexes, CommittedEvents events, StorageNames names)
    : IPullOperationStore
{
    private const int RowsPerPage = 500;

    private readonly TableClient _table = service.GetTableClient(names.Records);

    public async Task<IReadOnlyList<DataTypeState>> ListStatesAsync(
        CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default)
    {
        var states = new List<DataTypeState>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(company),
            RecordRows.FirstState(connection.Value),
            RecordRows.BehindStates(connection.Value),
            rowsPerPage: null,
            cancellationToken);
        await foreach (var row in rows)
        {
            states.Add(PullRows.ReadState(row));
        }

        return states;
    }

    public async Task SaveAsync(
        IReadOnlyList<PullOperation> operations,
        IReadOnlyList<DataTypeState> states,
        IReadOnlyList<PublishedEvent> told,
        CancellationToken cancellationToken = default)
    {
        if (operations.Count == 0)
        {
            return;
        }

        var known = states.ToDictionary(state => state.DataType, StringComparer.Ordinal);
        var stateRows = new List<TableTransactionAction>();
        foreach (var operation in operations)
        {
            var before = known.GetValueOrDefault(operation.DataType) ?? new DataTypeState(operation.DataType);
            var row = ConditionalWrites.Marked(PullRows.Write(operation.Company, operation.Connection, before.After(operation)));
            stateRows.Add(before.ETag.Length == 0
                ? new(TableTransactionActionType.Add, row)
                : new(TableTransactionActionType.UpdateReplace, row, new ETag(before.ETag)));
        }

        var company = operations[0].Company;
        var eventRows = await events.PrepareAsync(_table, company, told, cancellationToken);
        var rows = stateRows.Concat(eventRows).Concat(operations.SelectMany(operation => new TableTransactionAction[]
        {
            new(TableTransactionActionType.UpsertReplace, PullRows.Write(operation)),
            new(TableTransactionActionType.UpsertReplace, PullRows.Pointer(operation)),
        }));
        if (!await TryCommitAsync(company, await FindNewAsync(operations, known, cancellationToken), [.. rows], cancellationToken)
            && await _table.FindOwnAsync((TableEntity)stateRows[0].Entity, cancellationToken) is null)
        {
            throw new ConcurrencyConflictException($"Data types of connection {operations[0].Connection}");
        }

        await events.PublishAsync(_table, company, told, cancellationToken);
    }

    public async Task<PullOperation?> FindAsync(CompanyKey company, PullOperationId id, CancellationToken cancellationToken = default)
    {
        var partition = RowKeys.Partition(company);
        var pointer = await _table.FindAsync(partition, RecordRows.Pointer(RecordRows.Pull, id.Value), cancellationToken);
        var row = pointer is null ? null : await _table.FindAsync(partition, pointer.Text(RecordRows.RecordKey), cancellationToken);
        return row is null ? null : PullRows.Read(company, row);
    }

    public async IAsyncEnumerable<PullOperation> ListAsync(CompanyKey company, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = _table.RangeAsync(
            RowKeys.Partition(company), RecordRows.First(RecordRows.Pull), RecordRows.Behind(RecordRows.Pull), RowsPerPage, cancellationToken);
        await foreach (var row in rows)
        {
            yield return PullRows.Read(company, row);
        }
    }

    public async Task<Slice<PullOperation>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default)
    {
        var page = await ListOf(company).PageAsync(first, count, cancellationToken);
        return new Slice<PullOperation>([.. page.Items.Select(row => PullRows.Read(company, row))], page.Total);
    }

    // A data type's latest operation is there, and others are seldom written twice.
    private async Task<IReadOnlyList<string>> FindNewAsync(
        IReadOnlyList<PullOperation> operations, IReadOnlyDictionary<string, DataTypeState> known, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(operations.Select(async operation =>
            known.GetValueOrDefault(operation.DataType)?.Latest == operation.Id
            || await FindAsync(operation.Company, operation.Id, cancellationToken) is not null));
        return [.. operations.Where((_, i) => !found[i]).Select(PullRows.KeyOf)];
    }

    private async Task<bool> TryCommitAsync(
        CompanyKey company, IReadOnlyList<string> added, IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        if (added.Count > 0)
        {
            var list = ListOf(company);
            return await indexes.TryCommitAsync(
                list, index => added.Aggregate(index, (one, key) => one.With(list.KeyOf(key))), rows, cancellationToken) is not null;
        }

        try
        {
            await _table.SubmitTransactionAsync(rows, cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return false;
        }
    }

    private TableList ListOf(CompanyKey company) => RecordRows.ListOf(_table, company, RecordRows.Pull);
}
