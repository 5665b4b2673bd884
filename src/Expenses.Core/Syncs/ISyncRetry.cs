using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>Retry of a sync's failed items under the same sync (design section 3 step 7, codat-contract M074, §4.1 rule 7).</summary>
public interface ISyncRetry
{
    /// <summary>Queues the failed transactions of a finished sync again; completed ones are not touched.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync, in progress again with the next attempt's number.</returns>
    /// <exception cref="ContractException">404 no such company or sync; 409 it has not finished; 400 nothing in it failed.</exception>
    Task<SyncRecord> RetryFailedItemsAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default);
}
