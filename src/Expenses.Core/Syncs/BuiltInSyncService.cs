using Expenses.Core.Companies;
using Expenses.Core.Datasets;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Transactions;
using Expenses.Core.Telemetry;

namespace Expenses.Core.Syncs;

/// <summary>The built-in engine behind <see cref="IExpenseSyncService"/>: this very service, on its own stores.</summary>
/// <param name="companies">Companies and connections.</param>
/// <param name="datasets">Datasets.</param>
/// <param name="syncs">Sync records.</param>
/// <param name="transactions">Transaction metadata.</param>
/// <param name="screening">Refuses ids that were processed.</param>
/// <param name="queue">The queue to the sync lane.</param>
/// <param name="attacher">Attaches receipts.</param>
/// <param name="time">The clock.</param>
public sealed class BuiltInSyncService(
    ICompanyStore companies,
    IDatasetStore datasets,
    ISyncStore syncs,
    ISyncTransactionStore transactions,
    TransactionScreening screening,
    ISyncRequestQueue queue,
    ReceiptAttacher attacher,
    TimeProvider time) : IExpenseSyncService, ISyncRetry
{
    /// <inheritdoc />
    public async Task<DatasetId> CreateDatasetAsync(
        CompanyKey company, DatasetId dataset, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken = default)
    {
        await EnsureCompanyAsync(company, cancellationToken);
        if (await datasets.FindAsync(company, dataset, cancellationToken) is null)
        {
            await screening.RefuseProcessedAsync(company, [.. transactions.Select(t => t.Id)], cancellationToken);
            await datasets.AddAsync(company, dataset, transactions, cancellationToken);
        }

        return dataset;
    }

    /// <inheritdoc />
    public async Task<SyncId> InitiateSyncAsync(SyncInitiation request, CancellationToken cancellationToken = default)
    {
        var company = request.Company;
        await EnsureCompanyAsync(company, cancellationToken);
        if (await syncs.FindAsync(company, request.Sync, cancellationToken) is null)
        {
            await RefuseInvalidAsync(request, cancellationToken);
        }

        var sync = await syncs.AddAsync(
            new SyncRecord
            {
                Company = company,
                Id = request.Sync,
                DatasetIds = request.DatasetIds,
                Requested = time.GetUtcNow(),
                CorrelationId = ExpensesTrace.CorrelationId ?? DerivedId.Key("correlation", company.ToString(), request.Sync.Value),
                TraceParent = ExpensesTrace.Parent,
                RunInstanceId = request.RunInstanceId,
            },
            cancellationToken);
        if (!sync.IsFinished)
        {
            await queue.EnqueueAsync(sync.ToRequest(), cancellationToken);
        }

        return sync.Id;
    }

    /// <inheritdoc />
    public async Task<SyncRecord> GetSyncAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default)
    {
        await EnsureCompanyAsync(company, cancellationToken);
        return await syncs.FindAsync(company, sync, cancellationToken) ?? throw Refusals.NotFound("sync", sync.Value);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<SyncTransaction>> ReadTransactionsAsync(
        CompanyKey company, SyncId sync, IReadOnlyList<TransactionId> ids, int first, CancellationToken cancellationToken = default) =>
        transactions.ListAsync(company, sync, first, ids.Count, cancellationToken);

    /// <inheritdoc />
    public Task<SyncCounts> CountAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
        syncs.ReadProgressAsync(company, sync, cancellationToken);

    /// <inheritdoc />
    public Task<SyncId?> FindSyncAsync(
        CompanyKey company, IReadOnlyList<TransactionId> ids, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        Task.FromResult<SyncId?>(null);

    /// <inheritdoc />
    public Task<string> AttachAsync(
        CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken = default) =>
        attacher.AttachAsync(company, sync, transaction, receipt, cancellationToken);

    /// <inheritdoc />
    public async Task<SyncRecord> RetryFailedItemsAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default)
    {
        var record = await GetSyncAsync(company, sync, cancellationToken);
        if (!record.IsFinished)
        {
            throw new ContractException(409, $"Sync {sync} is still in progress; its failed items can be retried when it has ended.");
        }

        if (SyncStatusTable.All[record.Code].Outcome != SyncOutcome.Failed)
        {
            throw new ContractException(400, $"Nothing in sync {sync} failed, so there is nothing to retry.");
        }

        foreach (var dataset in record.DatasetIds)
        {
            if (await datasets.FindAsync(company, dataset, cancellationToken) is null)
            {
                throw new ContractException(409, $"Dataset {dataset} of sync {sync} was deleted, so its failed items cannot be retried; send them again.");
            }
        }

        var retry = record.Retry(time.GetUtcNow()) with
        {
            CorrelationId = ExpensesTrace.CorrelationId ?? record.CorrelationId,
            TraceParent = ExpensesTrace.Parent,
        };
        var retried = await syncs.UpdateAsync(retry, cancellationToken);
        await queue.EnqueueAsync(retried.ToRequest(), cancellationToken);
        return retried;
    }

    private async Task EnsureCompanyAsync(CompanyKey company, CancellationToken cancellationToken)
    {
        if (await companies.FindAsync(company, cancellationToken) is null)
        {
            throw Refusals.NoCompany(company.Company);
        }
    }

    private async Task RefuseInvalidAsync(SyncInitiation request, CancellationToken cancellationToken)
    {
        if (request.DatasetIds.Count == 0)
        {
            throw Refusals.Invalid("/datasetIds", "At least one dataset id is needed.", "NotEmpty");
        }

        foreach (var dataset in request.DatasetIds)
        {
            if (await datasets.FindAsync(request.Company, dataset, cancellationToken) is null)
            {
                throw Refusals.NotFound("dataset", dataset.Value);
            }
        }

        var linked = await companies.ListConnectionsAsync(request.Company, cancellationToken);
        if (Enum.GetValues<SourceType>().Any(type => !linked.Any(c => c.SourceType == type && c.Status == ConnectionStatus.Linked)))
        {
            throw Refusals.NoValidConnections();
        }
    }
}
