using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Syncs;

/// <summary>Sync records in a partition per company (<see cref="SyncRows"/>), progress in a partition per sync.</summary>
internal sealed class TableSyncStore(TableServiceClient service, StorageNames names, OutstandingSyncs outstanding) : ISyncStore
{
    private readonly TableClient _table = service.GetTableClient(names.Syncs);
    private readonly TableClient _details = service.GetTableClient(names.SyncDetails);

    public async Task<SyncRecord> AddAsync(SyncRecord sync, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(sync.Company, sync.Id, cancellationToken) is { } stored)
        {
            return stored;
        }

        await outstanding.AddAsync(sync, cancellationToken);
        TableTransactionAction[] rows =
        [
            new(TableTransactionActionType.Add, SyncRows.Pointer(sync, SyncRows.PointerKey(sync.Id))),
            new(TableTransactionActionType.Add, SyncRows.Write(sync)),
        ];
        try
        {
            var answers = await _table.SubmitTransactionAsync(rows, cancellationToken);
            return sync with { ETag = ConditionalWrites.ETagOf(answers.Value[1]) };
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return await FindAsync(sync.Company, sync.Id, cancellationToken)
                ?? throw new ConcurrencyConflictException($"Sync {sync.Id}", failure);
        }
    }

    public Task<SyncRecord?> FindAsync(CompanyKey company, SyncId id, CancellationToken cancellationToken = default) =>
        FollowAsync(company, SyncRows.PointerKey(id), cancellationToken);

    public async Task<SyncRecord> UpdateAsync(SyncRecord sync, CancellationToken cancellationToken = default)
    {
        if (!sync.IsFinished)
        {
            await outstanding.AddAsync(sync, cancellationToken);
            return await ReplaceAsync(sync, cancellationToken);
        }

        var succeeded = sync.Code is SyncStatusCode.Complete or SyncStatusCode.CompleteNothingWritten;
        var updated = succeeded ? await ReplaceAsLastSuccessfulAsync(sync, cancellationToken) : await ReplaceAsync(sync, cancellationToken);
        await outstanding.RemoveAsync(sync, cancellationToken);
        return updated;
    }

    public IAsyncEnumerable<SyncRecord> ListAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        ListFromAsync(company, SyncRows.FirstRecord, cancellationToken);

    public IAsyncEnumerable<SyncRecord> ListAsync(CompanyKey company, SyncPlace from, CancellationToken cancellationToken = default) =>
        ListFromAsync(company, SyncRows.KeyOf(from), cancellationToken);

    public async Task<IReadOnlyList<SyncRecord>> ListNewestAsync(CompanyKey company, int count, CancellationToken cancellationToken = default)
    {
        // The table service gives at most a thousand rows at a time.
        const int LongestPage = 1000;
        var newest = new List<SyncRecord>();
        var rows = _table.RangeAsync(
            RowKeys.Partition(company), SyncRows.FirstRecord, SyncRows.BehindRecords, Math.Min(count, LongestPage), cancellationToken);
        await foreach (var row in rows)
        {
            newest.Add(SyncRows.Read(row));
            if (newest.Count == count)
            {
                break;
            }
        }

        return newest;
    }

    public Task<SyncRecord?> FindLastSuccessfulAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        FollowAsync(company, SyncRows.LastSuccessful, cancellationToken);

    public async IAsyncEnumerable<SyncRecord> ListOutstandingAsync(
        DateTimeOffset requestedBefore, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in outstanding.ListAsync(requestedBefore, cancellationToken))
        {
            var sync = await FindAsync(entry.Company, entry.Sync, cancellationToken);
            if (sync is null || entry.Attempt > sync.Attempt)
            {
                // Listed, but not written yet, or never: the caller of that write got an error and tries again.
                continue;
            }

            if (sync.IsFinished || !OutstandingSyncs.IsOf(entry, sync))
            {
                // Ended, an earlier attempt, or of a writer that lost against the one that added the sync.
                await outstanding.RemoveAsync(entry, cancellationToken);
                continue;
            }

            yield return sync;
        }
    }

    public Task SetProgressAsync(CompanyKey company, SyncId id, int chunk, SyncCounts counts, CancellationToken cancellationToken = default) =>
        _details.UpsertEntityAsync(
            SyncProgressRows.Write(RowKeys.Partition(company, id.Value), chunk, counts), TableUpdateMode.Replace, cancellationToken);

    public async Task<SyncCounts> ReadProgressAsync(CompanyKey company, SyncId id, CancellationToken cancellationToken = default)
    {
        var sum = new SyncCounts();
        var rows = _details.RangeAsync(
            RowKeys.Partition(company, id.Value), SyncProgressRows.First, SyncProgressRows.Behind, rowsPerPage: null, cancellationToken);
        await foreach (var row in rows)
        {
            sum += SyncProgressRows.Read(row);
        }

        return sum;
    }

    private async IAsyncEnumerable<SyncRecord> ListFromAsync(
        CompanyKey company, string from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int RowsPerPage = 50;
        await foreach (var row in _table.RangeAsync(RowKeys.Partition(company), from, SyncRows.BehindRecords, RowsPerPage, cancellationToken))
        {
            yield return SyncRows.Read(row);
        }
    }

    private async Task<SyncRecord?> FollowAsync(CompanyKey company, string pointerKey, CancellationToken cancellationToken)
    {
        var partition = RowKeys.Partition(company);
        var pointer = await _table.FindAsync(partition, pointerKey, cancellationToken);
        var row = pointer is null ? null : await _table.FindAsync(partition, pointer.Text(SyncRows.RecordKey), cancellationToken);
        return row is null ? null : SyncRows.Read(row);
    }

    private async Task<SyncRecord> ReplaceAsync(SyncRecord sync, CancellationToken cancellationToken)
    {
        var etag = await _table.ReplaceAsync(SyncRows.Write(sync), sync.ETag, $"Sync {sync.Id}", cancellationToken);
        return sync with { ETag = etag };
    }

    private async Task<SyncRecord> ReplaceAsLastSuccessfulAsync(SyncRecord sync, CancellationToken cancellationToken)
    {
        var pointer = await _table.FindAsync(RowKeys.Partition(sync.Company), SyncRows.LastSuccessful, cancellationToken);
        if (pointer is not null && string.CompareOrdinal(pointer.Text(SyncRows.RecordKey), SyncRows.KeyOf(sync)) <= 0)
        {
            return await ReplaceAsync(sync, cancellationToken);
        }

        var newPointer = SyncRows.Pointer(sync, SyncRows.LastSuccessful);
        var record = ConditionalWrites.Marked(SyncRows.Write(sync));
        TableTransactionAction[] rows =
        [
            new(TableTransactionActionType.UpdateReplace, record, ConditionalWrites.Required(sync.ETag, $"Sync {sync.Id}")),
            pointer is null
                ? new(TableTransactionActionType.Add, newPointer)
                : new(TableTransactionActionType.UpdateReplace, newPointer, pointer.ETag),
        ];
        try
        {
            var answers = await _table.SubmitTransactionAsync(rows, cancellationToken);
            return sync with { ETag = ConditionalWrites.ETagOf(answers.Value[0]) };
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            var etag = await _table.FindOwnAsync(record, cancellationToken) ?? throw new ConcurrencyConflictException($"Sync {sync.Id}", failure);
            return sync with { ETag = etag };
        }
    }
}
