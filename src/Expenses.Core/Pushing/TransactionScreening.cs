using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Core.Pushing;

/// <summary>Refuses ids that are in the ledger, or on their way there, before anything is stored (codat-contract §4.1 rules 2 to 5).</summary>
/// <param name="intents">Push intents.</param>
/// <param name="syncs">Sync records.</param>
public sealed class TransactionScreening(IPushIntentStore intents, ISyncStore syncs)
{
    /// <summary>Checks the ids of new transactions.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When none was refused.</returns>
    /// <exception cref="ContractException">400 with the contract's text and the ids.</exception>
    public async Task RefuseProcessedAsync(CompanyKey company, IReadOnlyCollection<TransactionId> ids, CancellationToken cancellationToken)
    {
        var known = await intents.FindAsync(company, ids, cancellationToken);
        var processed = known.Values.Where(i => i.IsInLedger).Select(i => i.TransactionId).ToList();
        if (processed.Count > 0)
        {
            throw new ContractException(400, Refusals.PreviouslyProcessed(processed));
        }

        foreach (var undecided in known.Values.Where(i => i.State != PushIntentState.Failed).GroupBy(i => i.Sync))
        {
            if (await syncs.FindAsync(company, undecided.Key, cancellationToken) is { IsFinished: false })
            {
                throw Refusals.BeingProcessed(undecided.Select(i => i.TransactionId));
            }
        }
    }
}
