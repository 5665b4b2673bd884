using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Asks for the sync of an expense run's dataset.</summary>
/// <param name="engine">The sync service.</param>
/// <param name="runs">Expense runs.</param>
/// <param name="remote">Who waits for a remote sync.</param>
/// <param name="lost">Finds a sync whose id never arrived.</param>
public sealed class InitiateSync(RunEngine engine, IExpenseRunStore runs, IRemoteSyncStore remote, LostSync lost)
{
    /// <summary>Runs it. The service's id of the sync is in the run before anything else happens.</summary>
    /// <param name="input">The run.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>The sync's id, or why it was refused.</returns>
    [Function(nameof(InitiateSync))]
    public async Task<RunStepV1> RunAsync([ActivityTrigger] ExpenseRunV1 input, CancellationToken cancellationToken)
    {
        var run = await runs.RequireAsync(input, cancellationToken);
        try
        {
            var sync = run.Sync ?? await lost.FindBeforeRepeatAsync(run, cancellationToken) ?? await InitiateAsync(run, cancellationToken);
            if (engine.IsRemote)
            {
                await remote.SaveAsync(new RemoteSync(sync, run.Company, run.Id), cancellationToken);
            }

            if (run.Sync is null)
            {
                await runs.UpdateAsync(run with { Sync = sync }, cancellationToken);
            }

            return new RunStepV1(sync.Value);
        }
        catch (ContractException refusal)
        {
            return new RunStepV1("", refusal.Message);
        }
        catch (ConnectorException failure) when (RunStepFailure.IsDecided(failure))
        {
            return RunStepFailure.Of(failure);
        }
    }

    private Task<SyncId> InitiateAsync(ExpenseRun run, CancellationToken cancellationToken)
    {
        var wanted = new SyncId(DerivedId.Guid("sync", run.Company.ToString(), run.Id.Value));
        return engine.Service.InitiateSyncAsync(new SyncInitiation(run.Company, wanted, [run.Dataset!.Value], run.Id.Value), cancellationToken);
    }
}
