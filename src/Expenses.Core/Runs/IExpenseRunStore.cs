using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Runs;

/// <summary>Expense runs: the request in chunks, the record, and the result of each expense by number.</summary>
public interface IExpenseRunStore
{
    /// <summary>Stores a run: its expenses in chunks first, the record last. The same id again gives what was stored first.</summary>
    /// <param name="run">The run.</param>
    /// <param name="expenses">Its expenses in the caller's order; read once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stored run; compare <see cref="ExpenseRun.RequestSha256"/> to see whether it is the same request.</returns>
    Task<ExpenseRun> AddAsync(ExpenseRun run, IEnumerable<RunExpense> expenses, CancellationToken cancellationToken = default);

    /// <summary>Finds a run.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The run, or null.</returns>
    Task<ExpenseRun?> FindAsync(CompanyKey company, RunId id, CancellationToken cancellationToken = default);

    /// <summary>Writes a changed run if nobody changed it since it was read.</summary>
    /// <param name="run">The changed run, with the ETag it was read with.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The run with its new ETag.</returns>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it.</exception>
    Task<ExpenseRun> UpdateAsync(ExpenseRun run, CancellationToken cancellationToken = default);

    /// <summary>The runs that have not ended, over all companies, oldest first.</summary>
    /// <param name="createdBefore">Those accepted before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The runs as they are now.</returns>
    IAsyncEnumerable<ExpenseRun> ListOutstandingAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken = default);

    /// <summary>Reads one chunk of a run's expenses.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="chunk">The chunk's number, from 0; chunk n holds the numbers from n × 100.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The chunk's expenses.</returns>
    Task<IReadOnlyList<RunExpense>> ReadChunkAsync(CompanyKey company, RunId id, int chunk, CancellationToken cancellationToken = default);

    /// <summary>Writes results of one chunk. Only the activity that owns the chunk writes them; writing again writes the same.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="results">The results, at most one chunk.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are stored.</returns>
    Task SaveResultsAsync(CompanyKey company, RunId id, IReadOnlyList<RunExpenseResult> results, CancellationToken cancellationToken = default);

    /// <summary>Reads a range of results by number.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="first">The first number, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The results that are there, in order of number.</returns>
    Task<IReadOnlyList<RunExpenseResult>> ListResultsAsync(CompanyKey company, RunId id, int first, int count, CancellationToken cancellationToken = default);

    /// <summary>Records how one chunk stands; the newest value replaces the one before.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="progress">How it stands.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task SetProgressAsync(CompanyKey company, RunId id, int chunk, RunProgress progress, CancellationToken cancellationToken = default);

    /// <summary>Sums what <see cref="SetProgressAsync"/> recorded.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sum over all chunks recorded so far.</returns>
    Task<RunProgress> ReadProgressAsync(CompanyKey company, RunId id, CancellationToken cancellationToken = default);
}
