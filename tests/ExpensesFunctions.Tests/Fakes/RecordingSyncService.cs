using System.Collections.Concurrent;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Remembers what the HTTP functions ask of the sync service; refuses unknown datasets as the real one does.</summary>
internal sealed class RecordingSyncService(StoreLog log, InMemorySyncs syncs) : IExpenseSyncService, ISyncRetry, ITransactionPutting
{
    public ConcurrentDictionary<(CompanyKey Company, DatasetId Id), IReadOnlyList<LedgerTransaction>> Datasets { get; } = new();

    public ConcurrentQueue<SyncInitiation> Initiated { get; } = new();

    public ConcurrentQueue<Receipt> Attached { get; } = new();

    public ConcurrentQueue<TransactionPut> Puts { get; } = new();

    public Task<SyncId> PutAsync(TransactionPut put, LinkedLedger ledger, CancellationToken cancellationToken = default)
    {
        RefuseUnknown(put);
        log.Note($"put {put.Id}");
        Puts.Enqueue(put);
        return Task.FromResult(new SyncId(Guid.NewGuid().ToString("D")));
    }

    public Task<LedgerTransaction> PlanAsync(TransactionPut put, LinkedLedger ledger, CancellationToken cancellationToken = default)
    {
        RefuseUnknown(put);
        return Task.FromResult(put.New!);
    }

    public Task<DatasetId> CreateDatasetAsync(CompanyKey company, DatasetId dataset, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken = default)
    {
        log.Note($"dataset {dataset}");
        Datasets.TryAdd((company, dataset), transactions);
        return Task.FromResult(dataset);
    }

    public Task<SyncId> InitiateSyncAsync(SyncInitiation request, CancellationToken cancellationToken = default)
    {
        var missing = request.DatasetIds.Where(id => !Datasets.ContainsKey((request.Company, id))).ToList();
        if (missing.Count > 0)
        {
            throw Refusals.NotFound("dataset", missing[0].Value);
        }

        log.Note($"initiation {request.Sync}");
        Initiated.Enqueue(request);
        return Task.FromResult(request.Sync);
    }

    public async Task<SyncRecord> GetSyncAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
        await syncs.FindAsync(company, sync, cancellationToken) ?? throw Refusals.NotFound("sync", sync.Value);

    public Task<IReadOnlyList<SyncTransaction>> ReadTransactionsAsync(CompanyKey company, SyncId sync, IReadOnlyList<TransactionId> ids, int first, CancellationToken cancellationToken = default) =>
        syncs.ListAsync(company, sync, first, ids.Count, cancellationToken);

    public Task<SyncCounts> CountAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
        syncs.ReadProgressAsync(company, sync, cancellationToken);

    public Task<SyncId?> FindSyncAsync(CompanyKey company, IReadOnlyList<TransactionId> ids, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        Task.FromResult<SyncId?>(null);

    public Task<string> AttachAsync(CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken = default)
    {
        log.Note($"attachment {receipt.Id}");
        Attached.Enqueue(receipt);
        return Task.FromResult($"attachment-{receipt.Sha256[..8]}");
    }

    public Task<SyncRecord> RetryFailedItemsAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
        throw new ContractException(409, "The sync has not finished.");

    // Nothing was ever made here that could be changed.
    private static void RefuseUnknown(TransactionPut put)
    {
        if (put.New is null)
        {
            throw Refusals.NotFound("transaction", put.Id.Value);
        }
    }
}
