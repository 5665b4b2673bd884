using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>The transaction metadata of syncs, numbered, so that a page is a key range and never a scan (design section 5).</summary>
public interface ISyncTransactionStore
{
    /// <summary>
    /// Writes transactions of one sync. Only the activity that owns the chunk writes its rows, and what it writes follows
    /// from the push intents, so writing again writes the same.
    /// </summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">The sync.</param>
    /// <param name="transactions">The rows, at most one chunk.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are stored.</returns>
    Task SaveAsync(CompanyKey company, SyncId sync, IReadOnlyList<SyncTransaction> transactions, CancellationToken cancellationToken = default);

    /// <summary>Reads a range of rows by number.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">The sync.</param>
    /// <param name="first">The first number, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The rows that are there, in order of number.</returns>
    Task<IReadOnlyList<SyncTransaction>> ListAsync(CompanyKey company, SyncId sync, int first, int count, CancellationToken cancellationToken = default);

    /// <summary>The entries of one transaction in one sync: one per integration type (codat-contract M044).</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">The sync.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The entries; empty when it is not in this sync.</returns>
    Task<IReadOnlyList<SyncTransaction>> FindAsync(CompanyKey company, SyncId sync, TransactionId transaction, CancellationToken cancellationToken = default);
}
