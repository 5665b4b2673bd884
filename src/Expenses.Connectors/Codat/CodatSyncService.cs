using Expenses.Connectors.Codat.Http;
using Expenses.Connectors.Codat.Wire;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Codat;

/// <summary>
/// A remote account behind <see cref="IExpenseSyncService"/>. The ids the caller derives travel as `Idempotency-Key`; the
/// ids that count are the account's, so the caller keeps what is returned.
/// </summary>
/// <param name="client">The account.</param>
/// <param name="transactions">Reads transactions.</param>
/// <param name="attacher">Uploads receipts.</param>
internal sealed class CodatSyncService(CodatClient client, CodatTransactions transactions, CodatAttacher attacher) : IExpenseSyncService
{
    public async Task<DatasetId> CreateDatasetAsync(
        CompanyKey company, DatasetId dataset, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken = default)
    {
        var body = new { items = transactions.Select(CodatMapper.Of).ToList() };
        var answer = await client.PostAsync<DatasetAnswer>(CodatPaths.Datasets(company.Company), dataset.Value, body, cancellationToken);
        return new DatasetId(answer.DatasetId ?? throw NoId("dataset"));
    }

    public async Task<SyncId> InitiateSyncAsync(SyncInitiation request, CancellationToken cancellationToken = default)
    {
        var body = new { datasetIds = request.DatasetIds.Select(id => id.Value).ToList() };
        var answer = await client.PostAsync<SyncAnswer>(CodatPaths.Syncs(request.Company.Company), request.Sync.Value, body, cancellationToken);
        return new SyncId(answer.SyncId ?? throw NoId("sync"));
    }

    public async Task<SyncRecord> GetSyncAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
        CodatMapper.Sync(company, sync, await client.GetAsync<StatusAnswer>(CodatPaths.Status(company.Company, sync), cancellationToken));

    public Task<IReadOnlyList<SyncTransaction>> ReadTransactionsAsync(
        CompanyKey company, SyncId sync, IReadOnlyList<TransactionId> ids, int first, CancellationToken cancellationToken = default) =>
        transactions.ReadAsync(company, sync, ids, first, cancellationToken);

    public Task<SyncCounts> CountAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
        transactions.CountAsync(company, sync, cancellationToken);

    public Task<SyncId?> FindSyncAsync(
        CompanyKey company, IReadOnlyList<TransactionId> ids, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        transactions.FindSyncAsync(company, ids, since, cancellationToken);

    public Task<string> AttachAsync(
        CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken = default) =>
        attacher.AttachAsync(company, sync, transaction, receipt, cancellationToken);

    // The same key brings the same answer, so there is nothing to gain from asking again.
    private static ConnectorException NoId(string what) =>
        new(FailureCategory.Rejected, "codat.no_id", $"The account accepted the {what} and named none.");
}
