using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Transactions;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Makes the dataset of an expense run.</summary>
/// <param name="engine">The sync service.</param>
/// <param name="runs">Expense runs.</param>
/// <param name="lost">Finds a sync whose id never arrived.</param>
public sealed class CreateDataset(RunEngine engine, IExpenseRunStore runs, LostSync lost)
{
    /// <summary>Runs it. The service's id of the dataset is in the run before anything else happens.</summary>
    /// <param name="input">The run.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>The dataset's id, or why it was refused.</returns>
    [Function(nameof(CreateDataset))]
    public async Task<RunStepV1> RunAsync([ActivityTrigger] ExpenseRunV1 input, CancellationToken cancellationToken)
    {
        var run = await runs.RequireAsync(input, cancellationToken);
        if (run.Dataset is { } made)
        {
            return new RunStepV1(made.Value);
        }

        // Written before the first request, so that a repeat knows that there may have been one.
        var isRepeat = run.Status == ExpenseRunStatus.Running;
        run = isRepeat ? run : await runs.UpdateAsync(run with { Status = ExpenseRunStatus.Running }, cancellationToken);
        var wanted = new DatasetId(DerivedId.Guid("dataset", run.Company.ToString(), run.Id.Value));
        try
        {
            var dataset = await engine.Service.CreateDatasetAsync(
                run.Company, wanted, await TransactionsOfAsync(run, cancellationToken), cancellationToken);
            await runs.UpdateAsync(run with { Dataset = dataset }, cancellationToken);
            return new RunStepV1(dataset.Value);
        }
        catch (ContractException refusal)
        {
            return isRepeat && LostSync.IsProcessed(refusal) && await lost.FindAsync(run, cancellationToken) is { } sync
                ? await AdoptAsync(run, wanted, sync, cancellationToken)
                : new RunStepV1("", refusal.Message);
        }
        catch (ConnectorException failure) when (RunStepFailure.IsDecided(failure))
        {
            return RunStepFailure.Of(failure);
        }
    }

    private async Task<List<ExpenseTransaction>> TransactionsOfAsync(ExpenseRun run, CancellationToken cancellationToken)
    {
        var transactions = new List<ExpenseTransaction>(run.ExpenseCount);
        for (var chunk = 0; chunk < run.ChunkCount; chunk++)
        {
            transactions.AddRange((await runs.ReadChunkAsync(run.Company, run.Id, chunk, cancellationToken)).Select(e => e.Transaction));
        }

        return transactions;
    }

    private async Task<RunStepV1> AdoptAsync(ExpenseRun run, DatasetId dataset, SyncId sync, CancellationToken cancellationToken)
    {
        await runs.UpdateAsync(run with { Dataset = dataset, Sync = sync }, cancellationToken);
        return new RunStepV1(dataset.Value);
    }
}
