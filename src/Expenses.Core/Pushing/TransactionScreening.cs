using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Core.Pushing;

/// <summary>Finds ids that are in the ledger, or on their way there, before anything is stored (codat-contract §4.1 rules 2 to 5).</summary>
/// <param name="intents">Push intents.</param>
/// <param name="syncs">Sync records.</param>
public sealed class TransactionScreening(IPushIntentStore intents, ISyncStore syncs)
{
    /// <summary>Finds the ids that cannot be new transactions.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those in the ledger, and those on their way there.</returns>
    public async Task<ScreenedIds> ScreenAsync(CompanyKey company, IReadOnlyCollection<TransactionId> ids, CancellationToken cancellationToken)
    {
        var known = await intents.FindAsync(company, ids, cancellationToken);
        var onTheirWay = new List<TransactionId>();
        foreach (var undecided in known.Values.Where(i => !i.IsInLedger && i.State != PushIntentState.Failed).GroupBy(i => i.Sync))
        {
            if (await syncs.FindAsync(company, undecided.Key, cancellationToken) is { IsFinished: false })
            {
                onTheirWay.AddRange(undecided.Select(i => i.TransactionId));
            }
        }

        return new ScreenedIds([.. known.Values.Where(i => i.IsInLedger).Select(i => i.TransactionId)], onTheirWay);
    }

    /// <summary>Refuses a request with such an id.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When none was refused.</returns>
    /// <exception cref="ContractException">400 with the contract's text and the ids.</exception>
    public async Task RefuseProcessedAsync(CompanyKey company, IReadOnlyCollection<TransactionId> ids, CancellationToken cancellationToken)
    {
        var screened = await ScreenAsync(company, ids, cancellationToken);
        if (screened.InLedger.Count > 0)
        {
            throw new ContractException(400, Refusals.PreviouslyProcessed(screened.InLedger));
        }

        if (screened.OnTheirWay.Count > 0)
        {
            throw Refusals.BeingProcessed(screened.OnTheirWay);
        }
    }
}

/// <summary>Ids that cannot be new transactions.</summary>
/// <param name="InLedger">In the ledger already.</param>
/// <param name="OnTheirWay">Part of a sync that has not ended.</param>
public sealed record ScreenedIds(IReadOnlyCollection<TransactionId> InLedger, IReadOnlyCollection<TransactionId> OnTheirWay);
