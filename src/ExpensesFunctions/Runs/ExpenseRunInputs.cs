using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using ExpensesFunctions.Contracts;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Runs;

/// <summary>Makes the durable input of a run: references and counts, never its expenses.</summary>
/// <param name="options">The deadline.</param>
/// <param name="engine">How often a run looks after its sync.</param>
public sealed class ExpenseRunInputs(IOptions<ExpenseRunOptions> options, RunEngine engine)
{
    /// <summary>The input of a run's orchestration.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The input.</returns>
    public ExpenseRunV1 Of(ExpenseRun run) => new(
        run.Company.Client.Value,
        run.Company.Company.Value,
        run.Id.Value,
        run.ChunkCount,
        options.Value.SyncDeadline.TotalHours,
        engine.CheckEvery.TotalSeconds);
}

/// <summary>Reads durable inputs back.</summary>
internal static class ExpenseRunInputReading
{
    /// <summary>The company of a run.</summary>
    public static CompanyKey CompanyKey(this ExpenseRunV1 run) => new(new ClientId(run.Client), new CompanyId(run.Company));

    /// <summary>Finds the run an input names.</summary>
    public static async Task<ExpenseRun> RequireAsync(this IExpenseRunStore runs, ExpenseRunV1 input, CancellationToken cancellationToken) =>
        await runs.FindAsync(input.CompanyKey(), new RunId(input.Run), cancellationToken)
        ?? throw new InvalidOperationException($"Run {input.Run} is gone.");
}
