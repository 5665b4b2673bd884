using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>Push operations by connection and key, so that a platform's later word finds who waits for it.</summary>
public interface IPushOperationStore
{
    /// <summary>Stores a push operation. The same key again replaces it: the newest waiter is the one that is told.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task SaveAsync(PushOperation operation, CancellationToken cancellationToken = default);

    /// <summary>Finds a push operation.</summary>
    /// <param name="connection">The connection it was made on.</param>
    /// <param name="key">The platform's key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The operation, or null.</returns>
    Task<PushOperation?> FindAsync(ConnectionId connection, string key, CancellationToken cancellationToken = default);
}
