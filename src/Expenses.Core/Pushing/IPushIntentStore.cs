using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>Push intents. Every write is conditional.</summary>
public interface IPushIntentStore
{
    /// <summary>Finds the intents of some transactions.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="transactions">The transactions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that exist, by transaction.</returns>
    Task<IReadOnlyDictionary<TransactionId, PushIntent>> FindAsync(
        CompanyKey company, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes intents of one company: inserts those without an ETag, replaces the others if nobody changed them.
    /// At most one chunk at a time; all or none is written.
    /// </summary>
    /// <param name="intents">The intents, of different transactions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The intents with their new ETags, in the given order.</returns>
    /// <exception cref="ConcurrencyConflictException">One of them exists already or was changed; nothing was written.</exception>
    Task<IReadOnlyList<PushIntent>> SaveAsync(IReadOnlyList<PushIntent> intents, CancellationToken cancellationToken = default);

    /// <summary>What the transactions of a company say that some sync has taken on, in no order; reads all of them.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those whose content is known.</returns>
    IAsyncEnumerable<SyncedContent> ListContentAsync(CompanyKey company, CancellationToken cancellationToken = default);
}

/// <summary>What a transaction says that some sync has taken on.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="Content">Its <see cref="Transactions.ContentHash"/>.</param>
/// <param name="Sync">The sync that has it now.</param>
/// <param name="State">Where it stands.</param>
public sealed record SyncedContent(TransactionId Transaction, string Content, SyncId Sync, PushIntentState State);
