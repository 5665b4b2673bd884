using Expenses.Core.Connectors;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Marks the expenses of a chunk: uploaded, synced without a receipt, or failed with the reason.</summary>
/// <param name="marking">The work.</param>
public sealed class MarkExpensesUploaded(ExpenseMarking marking)
{
    /// <summary>Runs it.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>How the chunk's expenses ended.</returns>
    [Function(nameof(MarkExpensesUploaded))]
    public async Task<RunTotalsV1> RunAsync([ActivityTrigger] RunChunkV1 chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await marking.MarkAsync(chunk, cancellationToken);
        }
        catch (ConnectorException failure) when (failure.Category == FailureCategory.RateLimited)
        {
            return new RunTotalsV1(0, 0, 0, RunStepFailure.WaitOf(failure));
        }
    }
}
