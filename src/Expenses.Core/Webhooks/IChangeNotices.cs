using Expenses.Core.Companies;
using Expenses.Core.Data;

namespace Expenses.Core.Webhooks;

/// <summary>
/// Writes the events of what happens without a request: the shapes of payloads are the contract's, and not this
/// project's. Whoever stores the change commits them with it.
/// </summary>
public interface IChangeNotices
{
    /// <summary>A connection's status changed.</summary>
    /// <param name="connection">The connection as it is now.</param>
    /// <param name="type">One of <see cref="EventCatalogue"/>'s `connection.…`.</param>
    /// <param name="was">Its status before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The events; none when its company is gone.</returns>
    Task<IReadOnlyList<PublishedEvent>> ConnectionAsync(
        Connection connection, string type, ConnectionStatus was, CancellationToken cancellationToken);

    /// <summary>Reads of one connection ended (codat-contract B122).</summary>
    /// <param name="ended">The operations, ended.</param>
    /// <param name="end">How.</param>
    /// <param name="isInitial">Whether nothing was ever read of the connection before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The events that some consumer takes.</returns>
    Task<IReadOnlyList<PublishedEvent>> ReadAsync(
        IReadOnlyList<PullOperation> ended, ReadEnd end, bool isInitial, CancellationToken cancellationToken);

    /// <summary>A write of a record ended (codat-contract B123).</summary>
    /// <param name="push">The push, ended.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The events that some consumer takes.</returns>
    Task<IReadOnlyList<PublishedEvent>> WrittenAsync(RecordPush push, CancellationToken cancellationToken);
}
