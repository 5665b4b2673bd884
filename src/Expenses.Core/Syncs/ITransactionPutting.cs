using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Syncs;

/// <summary>Puts single transactions under their ids (codat-contract B071-B076, B079).</summary>
public interface ITransactionPutting
{
    /// <summary>Puts a transaction and starts its sync. The same content sent again while that sync is open is the same sync.</summary>
    /// <param name="put">What to put.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="cancellationToken">Gives up waiting; put it again.</param>
    /// <returns>The sync.</returns>
    /// <exception cref="ContractException">
    /// 404 it is not there; 400 it is on its way, is of another kind, or may not be changed so; 400 and 422 the platform does not take it.
    /// </exception>
    Task<SyncId> PutAsync(TransactionPut put, LinkedLedger ledger, CancellationToken cancellationToken = default);

    /// <summary>What a put would write, without storing anything.</summary>
    /// <param name="put">What to put.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The version that would go to the ledger.</returns>
    /// <exception cref="ContractException">As <see cref="PutAsync"/>.</exception>
    Task<LedgerTransaction> PlanAsync(TransactionPut put, LinkedLedger ledger, CancellationToken cancellationToken = default);
}
