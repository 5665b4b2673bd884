using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Http.Connections;

/// <summary>
/// Gives a company its accounting connection (codat-contract M004, B019). A company has one. Asked for the platform it was
/// linked to before, an unlinked or deauthorised one is linked again under its own id: §5.4 ends such a connection only
/// with its deletion, and a `POST` is what every SDK can send. Another platform has to wait until it is deleted.
/// </summary>
public sealed partial class ConnectionOpening(
    ICompanyStore companies,
    ConnectorRegistry connectors,
    DataReading reading,
    CompanyEvents events,
    ILogger<ConnectionOpening> logger,
    TimeProvider time)
{
    /// <summary>The connector of a platform.</summary>
    /// <param name="platformKey">The key a request names.</param>
    /// <param name="pointer">Where the request names it.</param>
    /// <returns>The connector.</returns>
    /// <exception cref="ContractException">400: a platform this service does not have.</exception>
    internal IAccountingConnector Require(string platformKey, string pointer) => connectors.Find(platformKey) ?? throw Refusals.Invalid(
        pointer,
        $"'{pointer.TrimStart('/')}' must be the key of a platform of this service: {string.Join(", ", connectors.All.Select(one => one.Platform.Key).Order(StringComparer.Ordinal))}.",
        "Choice");

    /// <summary>Creates the connection, or links it again.</summary>
    /// <param name="request">The request; its `Idempotency-Key` makes the connection's id.</param>
    /// <param name="company">The company.</param>
    /// <param name="connector">The platform.</param>
    /// <param name="pointer">Where the request names the platform.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection as stored.</returns>
    /// <exception cref="ContractException">400: the company has another one.</exception>
    internal async Task<Connection> OpenAsync(
        HttpRequest request, Company company, IAccountingConnector connector, string pointer, CancellationToken cancellationToken)
    {
        var id = new ConnectionId(await IdempotencyKey.NewIdAsync(
            request,
            id => companies.WasDeletedAsync(company.Key, new ConnectionId(id), cancellationToken),
            "connection",
            company.Key.Company.Value));
        var status = connector.NeedsAuthorization ? ConnectionStatus.PendingAuth : ConnectionStatus.Linked;
        var wanted = new Connection(company.Key, id, connector.Platform.Key, SourceType.Accounting, status, time.GetUtcNow())
        {
            LinkSecret = LinkPassword.NewSecret(),
        };
        var existing = await FindAccountingAsync(company, cancellationToken);
        if (existing is null && status == ConnectionStatus.Linked)
        {
            // Before it is stored: a connection that can be found works.
            await connector.OpenAsync(wanted, cancellationToken);
        }

        var stored = existing ?? await AddAsync(wanted, events.ConnectionCreated(request, company, wanted), cancellationToken);
        var isSamePlatform = string.Equals(stored.PlatformKey, wanted.PlatformKey, StringComparison.OrdinalIgnoreCase);
        return stored switch
        {
            _ when isSamePlatform && stored.Status is ConnectionStatus.Unlinked or ConnectionStatus.Deauthorized =>
                await LinkAgainAsync(request, company, stored, connector, cancellationToken),
            _ when isSamePlatform && stored.Id == id => stored,
            _ => throw Refusals.Invalid(
                pointer, $"The company has an accounting connection already: {stored.Id} ({stored.PlatformKey}, {stored.Status}).", "OneAccountingSource"),
        };
    }

    // A platform that needs consent gets it on the link's page; until then the connection stays as it is.
    private async Task<Connection> LinkAgainAsync(
        HttpRequest request, Company company, Connection connection, IAccountingConnector connector, CancellationToken cancellationToken)
    {
        if (connector.NeedsAuthorization)
        {
            return connection;
        }

        await connector.OpenAsync(connection, cancellationToken);
        return await ReadFirstAsync(
            await Collisions.RepeatAsync(() => LinkStoredAsync(request, company, connection, cancellationToken)), cancellationToken);
    }

    // A read that ends meanwhile notes that on the connection.
    private async Task<Connection> LinkStoredAsync(HttpRequest request, Company company, Connection connection, CancellationToken cancellationToken)
    {
        var current = await companies.FindConnectionAsync(connection.Company, connection.Id, cancellationToken) ?? connection;
        if (current.Status == ConnectionStatus.Linked)
        {
            return current;
        }

        var linked = current with
        {
            Status = ConnectionStatus.Linked,
            Errors = ConnectionErrors.Resolve(current.Errors, time.GetUtcNow()),
        };
        var told = events.ConnectionChanged(request, company, linked, EventCatalogue.ConnectionReconnected, current.Status);
        return await companies.UpdateConnectionAsync(linked, [told], cancellationToken);
    }

    private async Task<Connection> AddAsync(Connection wanted, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken)
    {
        var stored = await companies.AddConnectionAsync(wanted, told, cancellationToken);
        return stored.Id == wanted.Id && stored.Status == ConnectionStatus.Linked ? await ReadFirstAsync(stored, cancellationToken) : stored;
    }

    // The connection is there whatever becomes of its first read: that is in its history, and whoever needs the data reads again.
    private async Task<Connection> ReadFirstAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            await reading.ReadNowAsync(connection, cancellationToken);
        }
        catch (ConnectorException failure)
        {
            FirstReadFailed(logger, failure, connection.Id);
        }

        return await companies.FindConnectionAsync(connection.Company, connection.Id, cancellationToken) ?? connection;
    }

    private async Task<Connection?> FindAccountingAsync(Company company, CancellationToken cancellationToken)
    {
        var all = await companies.ListConnectionsAsync(company.Key, cancellationToken);
        return all.FirstOrDefault(connection => connection.SourceType == SourceType.Accounting);
    }

    [LoggerMessage(2010, LogLevel.Warning, "The first read of connection {Connection} failed")]
    private static partial void FirstReadFailed(ILogger logger, Exception failure, ConnectionId connection);
}
