using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Access;

/// <summary>The way from a route to a sync of a company; a malformed id is the same 404 as an unknown one.</summary>
public sealed class SyncAccess(ISyncStore syncs, ISyncTransactionStore transactions)
{
    /// <summary>Finds a sync.</summary>
    /// <param name="company">The company.</param>
    /// <param name="syncId">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync.</returns>
    /// <exception cref="ContractException">404: the company has no such sync.</exception>
    public async Task<SyncRecord> RequireAsync(Company company, string syncId, CancellationToken cancellationToken) =>
        RouteId.TryGuid(syncId, out var id)
        && await syncs.FindAsync(company.Key, new SyncId(id), cancellationToken) is { } sync
            ? sync
            : throw Refusals.NotFound("sync", syncId);

    /// <summary>Finds the entries of a transaction in a sync, one per integration type (codat-contract M044).</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="transactionId">The id in the route.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The entries; at least one.</returns>
    /// <exception cref="ContractException">404: it is not in this sync.</exception>
    public async Task<IReadOnlyList<SyncTransaction>> RequireTransactionAsync(
        SyncRecord sync, string transactionId, CancellationToken cancellationToken)
    {
        var entries = RouteId.TryGuid(transactionId, out var id)
            ? await transactions.FindAsync(sync.Company, sync.Id, new TransactionId(id), cancellationToken)
            : [];
        return entries.Count > 0 ? entries : throw Refusals.NotFound("transaction", transactionId);
    }
}
