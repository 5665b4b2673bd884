using Expenses.Core.Identifiers;
using Expenses.Core.Lists;

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

    /// <summary>A part of the syncs of a transaction, the last asked for first. What it costs does not grow with their number.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="first">The number of the first sync, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The syncs, and how many there are: none when it was in none.</returns>
    Task<Slice<SyncId>> PageAsync(
        CompanyKey company, TransactionId transaction, int first, int count, CancellationToken cancellationToken = default);
}
