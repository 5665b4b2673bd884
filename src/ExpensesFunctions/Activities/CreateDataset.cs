using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Makes the dataset of an expense run.</summary>
/// <param name="service">The sync service.</param>
/// <param name="runs">Expense runs.</param>
public sealed class CreateDataset(IExpenseSyncService service, IExpenseRunStore runs)
{
    /// <summary>Runs it.</summary>
    /// <param name="input">The run.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>The dataset's id, or why it was refused.</returns>
    [Function(nameof(CreateDataset))]
    public async Task<RunStepV1> RunAsync([ActivityTrigger] ExpenseRunV1 input, CancellationToken cancellationToken)
    {
        var run = await runs.RequireAsync(input, cancellationToken);
        var transactions = new List<ExpenseTransaction>(run.ExpenseCount);
        for (var chunk = 0; chunk < run.ChunkCount; chunk++)
        {
            transactions.AddRange((await runs.ReadChunkAsync(run.Company, run.Id, chunk, cancellationToken)).Select(e => e.Transaction));
        }

        var dataset = new DatasetId(DerivedId.Guid("dataset", run.Company.ToString(), run.Id.Value));
        try
        {
            await service.CreateDatasetAsync(run.Company, dataset, transactions, cancellationToken);
        }
        catch (ContractException refusal)
        {
            return new RunStepV1("", refusal.Message);
        }

        await runs.UpdateAsync(run with { Dataset = dataset, Status = ExpenseRunStatus.Running }, cancellationToken);
        return new RunStepV1(dataset.Value);
    }
}
