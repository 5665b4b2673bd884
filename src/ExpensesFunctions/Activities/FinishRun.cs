using Expenses.Core.Runs;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Ends an expense run.</summary>
/// <param name="runs">Expense runs.</param>
/// <param name="time">The clock.</param>
public sealed class FinishRun(IExpenseRunStore runs, TimeProvider time)
{
    /// <summary>Runs it. A run that ended before is ended again only when a retry of its sync has settled it anew.</summary>
    /// <param name="input">The run and why it failed.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is stored.</returns>
    [Function(nameof(FinishRun))]
    public async Task RunAsync([ActivityTrigger] FinishRunV1 input, CancellationToken cancellationToken)
    {
        var run = await runs.RequireAsync(input.Run, cancellationToken);
        await runs.UpdateAsync(
            run with
            {
                Status = input.Error is null ? ExpenseRunStatus.Completed : ExpenseRunStatus.Failed,
                ErrorMessage = input.Error ?? "",
                Completed = time.GetUtcNow(),
            },
            cancellationToken);
    }
}
