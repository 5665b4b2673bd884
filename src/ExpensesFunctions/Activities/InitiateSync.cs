using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Asks for the sync of an expense run's dataset.</summary>
/// <param name="service">The sync service.</param>
/// <param name="runs">Expense runs.</param>
public sealed class InitiateSync(IExpenseSyncService service, IExpenseRunStore runs)
{
    /// <summary>Runs it.</summary>
    /// <param name="input">The run.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>The sync's id, or why it was refused.</returns>
    [Function(nameof(InitiateSync))]
    public async Task<RunStepV1> RunAsync([ActivityTrigger] ExpenseRunV1 input, CancellationToken cancellationToken)
    {
        var run = await runs.RequireAsync(input, cancellationToken);
        var sync = new SyncId(DerivedId.Guid("sync", run.Company.ToString(), run.Id.Value));
        try
        {
            await service.InitiateSyncAsync(new SyncInitiation(run.Company, sync, [run.Dataset!.Value], run.Id.Value), cancellationToken);
        }
        catch (ContractException refusal)
        {
            return new RunStepV1("", refusal.Message);
        }

        await runs.UpdateAsync(run with { Sync = sync }, cancellationToken);
        return new RunStepV1(sync.Value);
    }
}
