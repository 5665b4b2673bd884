using System.Collections.Concurrent;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Syncs;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemorySyncs(StoreLog log) : ISyncStore, ISyncTransactionStore, ITransactionHistory
{
    private readonly ConcurrentDictionary<(CompanyKey, SyncId), SyncRecord> _syncs = new();
    private readonly ConcurrentDictionary<(CompanyKey, SyncId), IReadOnlyList<SyncTransaction>> _transactions = new();

    public Task<SyncRecord> AddAsync(SyncRecord sync, CancellationToken cancellationToken = default)
    {
        log.Note($"sync {sync.Id}");
        return Task.FromResult(_syncs.GetOrAdd((sync.Company, sync.Id), sync));
    }

    public Task<SyncRecord?> FindAsync(CompanyKey company, SyncId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_syncs.GetValueOrDefault((company, id)));

    public Task<SyncRecord> UpdateAsync(SyncRecord sync, CancellationToken cancellationToken = default)
    {
        log.Note($"sync {sync.Id}");
        _syncs[(sync.Company, sync.Id)] = sync;
        return Task.FromResult(sync);
    }

    public IAsyncEnumerable<SyncRecord> ListAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        _syncs.Values.Where(sync => sync.Company == company).OrderByDescending(sync => sync.Requested).ToAsyncEnumerable();

    public async Task<IReadOnlyList<SyncRecord>> ListNewestAsync(CompanyKey company, int count, CancellationToken cancellationToken = default) =>
        await ListAsync(company, cancellationToken).Take(count).ToListAsync(cancellationToken);

    public IAsyncEnumerable<SyncRecord> ListAsync(CompanyKey company, SyncPlace from, CancellationToken cancellationToken = default) =>
        ListAsync(company, cancellationToken).SkipWhile(sync => sync.Requested > from.Requested
            || (sync.Requested == from.Requested && from.Id.Length > 0 && sync.Id.Value != from.Id));

    public Task<SyncRecord?> FindLastSuccessfulAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_syncs.Values
            .Where(sync => sync.Company == company && sync.Code is SyncStatusCode.Complete or SyncStatusCode.CompleteNothingWritten)
            .MaxBy(sync => sync.Requested));

    public IAsyncEnumerable<SyncRecord> ListOutstandingAsync(DateTimeOffset requestedBefore, CancellationToken cancellationToken = default) =>
        _syncs.Values.Where(sync => !sync.IsFinished && sync.Requested < requestedBefore).ToAsyncEnumerable();

    public Task SetProgressAsync(CompanyKey company, SyncId id, int chunk, SyncCounts counts, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("HTTP functions read progress, they do not write it.");

    public Task<SyncCounts> ReadProgressAsync(CompanyKey company, SyncId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(SyncCounts.Of(_transactions.GetValueOrDefault((company, id)) ?? []));

    public Task SaveAsync(CompanyKey company, SyncId sync, IReadOnlyList<SyncTransaction> transactions, CancellationToken cancellationToken = default)
    {
        log.Note($"transactions of {sync}");
        _transactions[(company, sync)] = transactions;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SyncTransaction>> ListAsync(CompanyKey company, SyncId sync, int first, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SyncTransaction>>([.. Of(company, sync).Skip(first).Take(count)]);

    public Task<IReadOnlyList<SyncTransaction>> FindAsync(CompanyKey company, SyncId sync, TransactionId transaction, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SyncTransaction>>([.. Of(company, sync).Where(one => one.TransactionId == transaction)]);

    public Task AddAsync(SyncRecord sync, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("HTTP functions read the history, they do not write it.");

    public Task<Slice<SyncId>> PageAsync(
        CompanyKey company, TransactionId transaction, int first, int count, CancellationToken cancellationToken = default)
    {
        var all = _syncs.Values
            .Where(sync => sync.Company == company && Of(company, sync.Id).Any(one => one.TransactionId == transaction))
            .OrderByDescending(sync => sync.Requested)
            .Select(sync => sync.Id)
            .ToList();
        return Task.FromResult(new Slice<SyncId>([.. all.Skip(first).Take(count)], all.Count));
    }

    private IReadOnlyList<SyncTransaction> Of(CompanyKey company, SyncId sync) => _transactions.GetValueOrDefault((company, sync)) ?? [];
}
