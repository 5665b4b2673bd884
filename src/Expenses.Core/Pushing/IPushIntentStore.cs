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
}
