using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Data;

/// <summary>What was last read of a connection. It stays readable when the connection is unlinked (codat-contract §5.4).</summary>
public interface IReferenceDataStore
{
    /// <summary>What was last read.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The data with the time it was read, or null before the first read.</returns>
    Task<ReferenceData?> FindAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default);

    /// <summary>Keeps what was read, in place of what was there.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="data">The data.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task SaveAsync(CompanyKey company, ConnectionId connection, ReferenceData data, CancellationToken cancellationToken = default);

    /// <summary>Forgets what was read of a connection. Doing so again changes nothing.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone.</returns>
    Task DeleteAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default);
}
