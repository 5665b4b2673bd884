using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>In which syncs a transaction was (codat-contract §8 row 8).</summary>
public interface ITransactionHistory
{
    /// <summary>Notes that transactions are part of a sync. Noting it again changes nothing.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="transactions">The transactions, at most one chunk.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task AddAsync(SyncRecord sync, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default);

    /// <summary>The syncs of a transaction, the last asked for first.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The syncs; empty when it was in none.</returns>
    Task<IReadOnlyList<SyncId>> ListAsync(CompanyKey company, TransactionId transaction, CancellationToken cancellationToken = default);
}
