using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Transactions;

namespace Expenses.Core.Datasets;

/// <summary>Datasets: their transactions in chunks of <see cref="Dataset.ChunkSize"/>, and a row that says they are whole.</summary>
public interface IDatasetStore
{
    /// <summary>
    /// Stores a dataset: chunks first, the row last, so that a dataset that can be found is whole. Storing the same
    /// id again is harmless and keeps what was stored first.
    /// </summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">The dataset's id.</param>
    /// <param name="transactions">The transactions in the caller's order; read once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stored dataset.</returns>
    Task<Dataset> AddAsync(CompanyKey company, DatasetId id, IEnumerable<LedgerTransaction> transactions, CancellationToken cancellationToken = default);

    /// <summary>Finds a dataset.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The dataset, or null.</returns>
    Task<Dataset?> FindAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default);

    /// <summary>A part of a company's datasets, newest first. What it costs does not grow with their number.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="first">The number of the first dataset, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The datasets, and how many there are.</returns>
    Task<Slice<Dataset>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default);

    /// <summary>Deletes a dataset: its row first, so that one that can be found is whole. Deleting what is not there is harmless.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting; delete it again.</param>
    /// <returns>When it is gone.</returns>
    Task DeleteAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default);

    /// <summary>Reads one chunk of a dataset.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="chunk">The chunk's number, from 0.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The chunk's transactions in the dataset's order.</returns>
    Task<IReadOnlyList<LedgerTransaction>> ReadChunkAsync(CompanyKey company, DatasetId id, int chunk, CancellationToken cancellationToken = default);
}
