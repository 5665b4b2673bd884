using Expenses.Core.Connectors;
using Expenses.Core.Datasets;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Core.Syncs;

/// <summary>
/// Puts single transactions (codat-contract B071-B076, B079). The push intent is reserved for the sync before the sync is
/// asked for, so that of several puts at a time one wins and the others are told.
/// </summary>
/// <param name="service">The built-in engine.</param>
/// <param name="support">What the platforms take.</param>
/// <param name="work">Finds the version in the ledger.</param>
/// <param name="datasets">Datasets.</param>
/// <param name="syncs">Sync records.</param>
/// <param name="intents">Push intents.</param>
public sealed class TransactionPutting(
    BuiltInSyncService service, PlatformSupport support, SyncWork work, IDatasetStore datasets, ISyncStore syncs, IPushIntentStore intents)
    : ITransactionPutting
{
    /// <inheritdoc />
    public async Task<SyncId> PutAsync(TransactionPut put, LinkedLedger ledger, CancellationToken cancellationToken = default)
    {
        var known = await FindIntentAsync(put, cancellationToken);
        if (known is not null && await FindOpenSyncAsync(known, cancellationToken) is { } open)
        {
            return open.DatasetIds.Contains(DatasetOf(put, known.Version)) ? open.Id : throw Refusals.BeingProcessed([put.Id]);
        }

        var transaction = await NextAsync(put, known, ledger, cancellationToken);
        if (put.Check is { } check)
        {
            await check(transaction);
        }

        var dataset = DatasetOf(put, transaction.Version);
        var sync = new SyncId(Guid.NewGuid().ToString("D"));
        await datasets.AddAsync(put.Company, dataset, [transaction], cancellationToken);
        await ReserveAsync(known, PushIntent.Of(put.Company, ledger.Connection.Id, transaction, sync, number: 0, ledger.Connector.Capabilities.Drafts), cancellationToken);
        return await service.InitiateSyncAsync(new SyncInitiation(put.Company, sync, [dataset]), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<LedgerTransaction> PlanAsync(TransactionPut put, LinkedLedger ledger, CancellationToken cancellationToken = default)
    {
        var known = await FindIntentAsync(put, cancellationToken);
        return known is not null && await FindOpenSyncAsync(known, cancellationToken) is not null
            ? throw Refusals.BeingProcessed([put.Id])
            : await NextAsync(put, known, ledger, cancellationToken);
    }

    private async Task<PushIntent?> FindIntentAsync(TransactionPut put, CancellationToken cancellationToken) =>
        (await intents.FindAsync(put.Company, [put.Id], cancellationToken)).GetValueOrDefault(put.Id);

    private async Task<SyncRecord?> FindOpenSyncAsync(PushIntent known, CancellationToken cancellationToken) =>
        await syncs.FindAsync(known.Company, known.Sync, cancellationToken) is { IsFinished: false } open ? open : null;

    // The same content for the same version is the same dataset, so a put that is sent again finds the sync of the first.
    private static DatasetId DatasetOf(TransactionPut put, int version) => new(DerivedId.Guid(
        "put", put.Company.ToString(), put.Id.Value, version.ToString(System.Globalization.CultureInfo.InvariantCulture), put.Content));

    private async Task<LedgerTransaction> NextAsync(
        TransactionPut put, PushIntent? known, LinkedLedger ledger, CancellationToken cancellationToken)
    {
        var isNew = known is not { IsInLedger: true };
        support.Require(ledger, put.Kind, isNew && put.New is not null ? PushOperationKind.Create : PushOperationKind.Update);
        RefuseUnfit(put, known);
        if (isNew)
        {
            return put.New ?? throw Refusals.NotFound("transaction", put.Id.Value);
        }

        if (known!.Connection != ledger.Connection.Id)
        {
            throw new ContractException(400, Refusals.InAnotherLedger(put.Id));
        }

        var previous = known.State == PushIntentState.Completed
            ? await work.FindTransactionAsync(put.Company, known.Sync, known.Number, cancellationToken)
            : await work.FindTransactionAsync(put.Company, known.PreviousSync!.Value, known.PreviousNumber, cancellationToken);
        return previous is null
            ? throw new ContractException(400, $"Transaction {put.Id} cannot be updated: the dataset it came with was deleted.")
            : put.Change(previous, ledger.Connector.Capabilities) with
            {
                Operation = PushOperationKind.Update,
                Version = known.State == PushIntentState.Completed ? known.Version + 1 : known.Version,
            };
    }

    private static void RefuseUnfit(TransactionPut put, PushIntent? known)
    {
        if (known is not null && known.Kind != put.Kind)
        {
            throw new ContractException(400, $"Transaction {put.Id} is of the kind {known.Kind}, not {put.Kind}; an id keeps its kind.");
        }

        if (known is { State: PushIntentState.Sent or PushIntentState.Unknown })
        {
            throw new ContractException(
                400, $"What became of transaction {put.Id} in sync {known.Sync} is not known yet; retry that sync's failed items first.");
        }
    }

    private async Task ReserveAsync(PushIntent? known, PushIntent wanted, CancellationToken cancellationToken)
    {
        try
        {
            await intents.SaveAsync([PushIntentClaims.Claim(known, wanted) ?? throw Refusals.BeingProcessed([wanted.TransactionId])], cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            throw Refusals.BeingProcessed([wanted.TransactionId]);
        }
    }
}
