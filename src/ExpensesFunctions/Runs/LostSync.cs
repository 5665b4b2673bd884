using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;

namespace ExpensesFunctions.Runs;

/// <summary>
/// Finds the sync of a run whose id never arrived: the remote account did the work and its answer was lost for longer than
/// it keeps answers under an `Idempotency-Key` (codat-contract §2.14: 90 minutes).
/// </summary>
/// <param name="engine">The sync service.</param>
/// <param name="runs">Expense runs.</param>
/// <param name="time">The clock.</param>
public sealed class LostSync(RunEngine engine, IExpenseRunStore runs, TimeProvider time)
{
    // Well below the account's 90 minutes: its clock and ours, and the time the first request took.
    private static readonly TimeSpan KeysAreSafeFor = TimeSpan.FromMinutes(60);

    private static readonly string Processed = Refusals.PreviouslyProcessed([]).TrimEnd(' ', ':');

    /// <summary>Whether a refusal says that transactions are in the ledger already (codat-contract §4.1 rule 2).</summary>
    /// <param name="refusal">The refusal.</param>
    /// <returns>True when it does.</returns>
    public static bool IsProcessed(ContractException refusal) =>
        refusal.StatusCode == 400 && refusal.Message.Contains(Processed, StringComparison.OrdinalIgnoreCase);

    /// <summary>Looks for the sync when a repeat of the request might make a second one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync; null when there is none, or when a repeat is safe.</returns>
    public async Task<SyncId?> FindBeforeRepeatAsync(ExpenseRun run, CancellationToken cancellationToken) =>
        engine.IsRemote && time.GetUtcNow() - run.Created > KeysAreSafeFor ? await FindAsync(run, cancellationToken) : null;

    /// <summary>Looks for the sync that has all transactions of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync, or null.</returns>
    public async Task<SyncId?> FindAsync(ExpenseRun run, CancellationToken cancellationToken)
    {
        var transactions = new List<TransactionId>(run.ExpenseCount);
        for (var chunk = 0; chunk < run.ChunkCount; chunk++)
        {
            transactions.AddRange((await runs.ReadChunkAsync(run.Company, run.Id, chunk, cancellationToken)).Select(e => e.Transaction.Id));
        }

        return await engine.Service.FindSyncAsync(run.Company, transactions, run.Created, cancellationToken);
    }
}
