using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Companies;

/// <summary>
/// Companies, their connections and their configuration. Writes that consumers are told of take the events: they are
/// committed with the change, all or nothing, and published then, whatever dies (reliability.md P5).
/// </summary>
public interface ICompanyStore
{
    /// <summary>Stores a new company.</summary>
    /// <param name="company">The company; its id is new.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task AddAsync(Company company, CancellationToken cancellationToken = default) => AddAsync(company, [], cancellationToken);

    /// <summary>Stores a new company and tells of it.</summary>
    /// <param name="company">The company; its id is new.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored and told.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">There is, or was, a company of that id.</exception>
    Task AddAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default);

    /// <summary>Finds a company of this client.</summary>
    /// <param name="key">Client and company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The company, or null when this client has none of that id.</returns>
    Task<Company?> FindAsync(CompanyKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether a company of this id was deleted. Its id names nothing ever again: what is still kept of it must never be seen
    /// in, or pushed for, another company.
    /// </summary>
    /// <param name="key">Client and company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False for one that is there and for one that never was.</returns>
    Task<bool> WasDeletedAsync(CompanyKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// The client's companies, newest first. Reads nothing of other clients. What it says may be older than
    /// <see cref="FindWithConnectionsAsync"/>, and name a company that was just deleted, where a write was cut off.
    /// </summary>
    /// <param name="client">Whose.</param>
    /// <param name="after">The place; null for the whole list.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The companies, newest first, without ETags.</returns>
    IAsyncEnumerable<Company> ListAsync(ClientId client, CompanyPlace? after, CancellationToken cancellationToken = default);

    /// <summary>A part of that list. What it costs does not grow with the list.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="first">The number of the first company, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The companies without ETags, and how many there are.</returns>
    Task<Slice<Company>> PageAsync(ClientId client, int first, int count, CancellationToken cancellationToken = default);

    /// <summary>Takes an entry off that list whose company is not there: a write was cut off.</summary>
    /// <param name="listed">The company as it was listed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When the list is right.</returns>
    Task RemoveStaleEntryAsync(Company listed, CancellationToken cancellationToken = default);

    /// <summary>The connections of many companies of a client; reads those of all of its companies, a thousand at a time.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="companies">The companies.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connections by company, oldest first.</returns>
    Task<ILookup<CompanyKey, Connection>> ListConnectionsAsync(
        ClientId client, IEnumerable<CompanyKey> companies, CancellationToken cancellationToken = default);

    /// <summary>Finds a company with its connections, in one read.</summary>
    /// <param name="key">Client and company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The company and its connections, oldest first; null when this client has none of that id.</returns>
    Task<CompanyWithConnections?> FindWithConnectionsAsync(CompanyKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes a changed company if nobody changed it since it was read.</summary>
    /// <param name="company">The changed company, with the ETag it was read with.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The company with its new ETag.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed or deleted it.</exception>
    Task<Company> UpdateAsync(Company company, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a company with its connections and its configuration, all at once and for good. Doing so again changes nothing.
    /// </summary>
    /// <param name="company">The company; its ETag does not count.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone.</returns>
    Task DeleteAsync(Company company, CancellationToken cancellationToken = default) => DeleteAsync(company, [], cancellationToken);

    /// <summary>Deletes a company and tells of it.</summary>
    /// <param name="company">The company; its ETag does not count.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone and told.</returns>
    Task DeleteAsync(Company company, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a connection for good; with an accounting connection the company's configuration goes too (codat-contract §4.8).
    /// </summary>
    /// <param name="connection">The connection, with the ETag it was read with.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed or deleted it.</exception>
    Task DeleteConnectionAsync(Connection connection, CancellationToken cancellationToken = default) =>
        DeleteConnectionAsync(connection, [], cancellationToken);

    /// <summary>Deletes a connection and tells of it.</summary>
    /// <param name="connection">The connection, with the ETag it was read with.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is gone and told.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed or deleted it.</exception>
    Task DeleteConnectionAsync(Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores a new connection. A company has one connection of each <see cref="SourceType"/> (codat-contract B019);
    /// the check and the write are one step.
    /// </summary>
    /// <param name="connection">The connection; its id is new.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stored connection: the given one, or the one of that source type that was there before.</returns>
    Task<Connection> AddConnectionAsync(Connection connection, CancellationToken cancellationToken = default) =>
        AddConnectionAsync(connection, [], cancellationToken);

    /// <summary>Stores a new connection and tells of it; nothing is told when another one was there before.</summary>
    /// <param name="connection">The connection; its id is new.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stored connection: the given one, or the one of that source type that was there before.</returns>
    Task<Connection> AddConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default);

    /// <summary>Whether a connection of this id was deleted; its id names nothing ever again.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False for one that is there and for one that never was.</returns>
    Task<bool> WasDeletedAsync(CompanyKey company, ConnectionId id, CancellationToken cancellationToken = default);

    /// <summary>Finds one connection of a company.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection, or null.</returns>
    Task<Connection?> FindConnectionAsync(CompanyKey company, ConnectionId id, CancellationToken cancellationToken = default);

    /// <summary>All connections of a company, oldest first.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connections; empty when there are none.</returns>
    Task<IReadOnlyList<Connection>> ListConnectionsAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>Writes a changed connection if nobody changed it since it was read.</summary>
    /// <param name="connection">The changed connection, with the ETag it was read with.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection with its new ETag.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed it.</exception>
    Task<Connection> UpdateConnectionAsync(Connection connection, CancellationToken cancellationToken = default) =>
        UpdateConnectionAsync(connection, [], cancellationToken);

    /// <summary>Writes a changed connection and tells of it, if nobody changed it since it was read.</summary>
    /// <param name="connection">The changed connection, with the ETag it was read with.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection with its new ETag.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed it.</exception>
    Task<Connection> UpdateConnectionAsync(
        Connection connection, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default);

    /// <summary>The company's configuration.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The configuration, or null when none was set.</returns>
    Task<CompanyConfiguration?> FindConfigurationAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>Replaces the company's configuration whole (codat-contract B053).</summary>
    /// <param name="company">Whose.</param>
    /// <param name="configuration">All three values.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task SetConfigurationAsync(CompanyKey company, CompanyConfiguration configuration, CancellationToken cancellationToken = default);
}

/// <summary>A place in a client's list of companies, which is newest first.</summary>
/// <param name="Created">When the company there was created, UTC.</param>
/// <param name="Id">The company.</param>
public sealed record CompanyPlace(DateTimeOffset Created, CompanyId Id);
