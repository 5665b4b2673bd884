using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Core.Transactions;

namespace Expenses.Core.Syncs;

/// <summary>
/// The sync service as the expense side sees it (design section 1): the built-in engine, or a remote account over HTTP.
/// Every call may be made twice with the same ids and does its work once.
/// </summary>
public interface IExpenseSyncService
{
    /// <summary>Stores transactions as a dataset; nothing is pushed yet (codat-contract M015).</summary>
    /// <param name="company">Whose.</param>
    /// <param name="dataset">The id the dataset gets.</param>
    /// <param name="transactions">The transactions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The dataset's id: the given one, or the one a remote account gave it.</returns>
    /// <exception cref="ContractException">404 no such company; 400 a transaction is in the ledger already or is being pushed.</exception>
    Task<DatasetId> CreateDatasetAsync(CompanyKey company, DatasetId dataset, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken = default);

    /// <summary>Asks for a sync of datasets and returns at once (codat-contract M017, M018).</summary>
    /// <param name="request">What to sync.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync's id: the given one, or the one a remote account gave it.</returns>
    /// <exception cref="ContractException">404 no such company or dataset; 400 no dataset named; 422 no valid pair of connections.</exception>
    Task<SyncId> InitiateSyncAsync(SyncInitiation request, CancellationToken cancellationToken = default);

    /// <summary>Reads a sync.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync.</returns>
    /// <exception cref="ContractException">404 no such company or sync.</exception>
    Task<SyncRecord> GetSyncAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default);

    /// <summary>Reads what became of transactions in a sync.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">Which.</param>
    /// <param name="ids">The transactions; at most a chunk of a dataset.</param>
    /// <param name="first">
    /// The number of the first of them in the sync, from 0, if the sync keeps the order of its dataset: where they are
    /// looked for first.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The entries found; none for a transaction the sync never came to.</returns>
    /// <exception cref="Connectors.ConnectorException">A remote account did not answer; try again.</exception>
    Task<IReadOnlyList<SyncTransaction>> ReadTransactionsAsync(
        CompanyKey company, SyncId sync, IReadOnlyList<TransactionId> ids, int first, CancellationToken cancellationToken = default);

    /// <summary>How many transactions of a sync ended how, as far as it has come.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The counts; of a very long remote sync those of its first ten thousand.</returns>
    /// <exception cref="Connectors.ConnectorException">A remote account did not answer; try again.</exception>
    Task<SyncCounts> CountAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds the sync that transactions are in, when the answer that named it was lost and is not kept any more. Where
    /// ids are the caller's there is no such case, and so no answer.
    /// </summary>
    /// <param name="company">Whose.</param>
    /// <param name="ids">All transactions of the sync; at least one.</param>
    /// <param name="since">Only syncs asked for since then, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync, or null.</returns>
    /// <exception cref="Connectors.ConnectorException">A remote account did not answer; try again.</exception>
    Task<SyncId?> FindSyncAsync(
        CompanyKey company, IReadOnlyList<TransactionId> ids, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>
    /// Attaches a stored receipt to the record a transaction became, and returns once the accounting side took it
    /// (codat-contract M053-M055, §4.7).
    /// </summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">The sync the transaction landed in.</param>
    /// <param name="transaction">The transaction; must be `Completed`.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The platform's id of the attachment.</returns>
    /// <exception cref="ContractException">404 not in that sync; 400 not completed, or the platform does not take the file.</exception>
    /// <exception cref="Connectors.ConnectorException">The platform did not answer; try again.</exception>
    Task<string> AttachAsync(CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken = default);
}

/// <summary>A request for a sync.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Sync">The id the sync gets.</param>
/// <param name="DatasetIds">The datasets to push, in order; at least one.</param>
/// <param name="RunInstanceId">The expense run that waits for it; null when none does.</param>
public sealed record SyncInitiation(CompanyKey Company, SyncId Sync, IReadOnlyList<DatasetId> DatasetIds, string? RunInstanceId = null);
