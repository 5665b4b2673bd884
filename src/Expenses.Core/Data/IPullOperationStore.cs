using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Data;

/// <summary>Pull operations and how each data type of a connection stands.</summary>
public interface IPullOperationStore
{
    /// <summary>How the data types of a connection stand.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that were ever asked for.</returns>
    Task<IReadOnlyList<DataTypeState>> ListStatesAsync(CompanyKey company, ConnectionId connection, CancellationToken cancellationToken = default);

    /// <summary>Writes operations of one connection, new or changed, and the states of their data types: all or nothing.</summary>
    /// <param name="operations">The operations; one of each data type at most.</param>
    /// <param name="states">The states as they were read; a data type without one had none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When all is stored.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed a state; read them again and decide again.</exception>
    Task SaveAsync(
        IReadOnlyList<PullOperation> operations, IReadOnlyList<DataTypeState> states, CancellationToken cancellationToken = default) =>
        SaveAsync(operations, states, [], cancellationToken);

    /// <summary>The same, and tells of it: the events are committed with the rows and published then, whatever dies.</summary>
    /// <param name="operations">The operations; one of each data type at most.</param>
    /// <param name="states">The states as they were read.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When all is stored and told.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed a state; read them again and decide again.</exception>
    Task SaveAsync(
        IReadOnlyList<PullOperation> operations,
        IReadOnlyList<DataTypeState> states,
        IReadOnlyList<PublishedEvent> told,
        CancellationToken cancellationToken = default);

    /// <summary>Finds an operation of a company.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The operation, or null.</returns>
    Task<PullOperation?> FindAsync(CompanyKey company, PullOperationId id, CancellationToken cancellationToken = default);

    /// <summary>A company's operations, newest first.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The operations.</returns>
    IAsyncEnumerable<PullOperation> ListAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>A part of that list. What it costs does not grow with the list.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="first">The number of the first operation, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The operations, and how many there are.</returns>
    Task<Slice<PullOperation>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default);
}
