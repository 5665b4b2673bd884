using Expenses.Core.Datasets;
using Expenses.Core.Runs;

namespace ExpensesFunctions.Http.Runs;

/// <summary>Reads a page of a run's expenses: results where there are some, the request where there are none yet.</summary>
public sealed class RunExpensePage(IExpenseRunStore runs)
{
    /// <summary>The expenses of a range of numbers.</summary>
    /// <param name="run">The run.</param>
    /// <param name="first">The first number, from 0.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>One entry for each number in the run.</returns>
    internal async Task<IReadOnlyList<RunExpenseBody>> ReadAsync(ExpenseRun run, int first, int size, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(size, Math.Max(0L, run.ExpenseCount - (long)first));
        if (count == 0)
        {
            return [];
        }

        var results = (await runs.ListResultsAsync(run.Company, run.Id, first, count, cancellationToken)).ToDictionary(result => result.Number);
        var chunks = new Dictionary<int, IReadOnlyList<RunExpense>>();
        var page = new List<RunExpenseBody>(count);
        for (var number = first; number < first + count; number++)
        {
            if (results.TryGetValue(number, out var result))
            {
                page.Add(RunExpenseBody.Of(result));
                continue;
            }

            var chunk = number / Dataset.ChunkSize;
            if (!chunks.TryGetValue(chunk, out var expenses))
            {
                expenses = await runs.ReadChunkAsync(run.Company, run.Id, chunk, cancellationToken);
                chunks.Add(chunk, expenses);
            }

            page.Add(RunExpenseBody.Undecided(expenses[number % Dataset.ChunkSize]));
        }

        return page;
    }
}
