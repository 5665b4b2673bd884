using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Data;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Http.Pages.Linking;

/// <summary>
/// What a customer does on the page of a connection's link (codat-contract M007, §5.4). Redeeming the password and what it
/// was redeemed for are one conditional write, so of two browsers with one password only one gets its way.
/// </summary>
public sealed partial class ConnectionLinking(
    ICompanyStore companies,
    ConnectorRegistry connectors,
    ConnectionView view,
    PullOperations operations,
    IDataReadStarter reads,
    CompanyEvents events,
    ILogger<ConnectionLinking> logger,
    TimeProvider time)
{
    private const int Attempts = 5;

    /// <summary>Finds what a link is for.</summary>
    /// <param name="companyId">The company in its route.</param>
    /// <param name="connectionId">The connection in its route.</param>
    /// <param name="password">The password in its query.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The visit; null when the password is wrong, used or too old, or there is no such connection.</returns>
    public async Task<LinkVisit?> FindAsync(string companyId, string connectionId, string password, CancellationToken cancellationToken)
    {
        if (password.Length > RequestLimits.LinkPassword
            || LinkPassword.ClaimedClient(password) is not { } client
            || !RouteId.TryGuid(companyId, out var company)
            || !RouteId.TryGuid(connectionId, out var connection))
        {
            return null;
        }

        var found = await companies.FindWithConnectionsAsync(new CompanyKey(client, new CompanyId(company)), cancellationToken);
        return found?.Connections.FirstOrDefault(one => one.Id == new ConnectionId(connection)) is { } named
            && LinkPassword.IsGood(named, password, time.GetUtcNow())
                ? new LinkVisit(found.Company, named, view.PlatformOf(named), password)
                : null;
    }

    /// <summary>The customer consents: the connection is linked, and its first read is started.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What became of it.</returns>
    public Task<LinkOutcome> LinkAsync(HttpRequest request, DurableTaskClient client, LinkVisit visit, CancellationToken cancellationToken) =>
        DecideAsync(visit, current => TryLinkAsync(request, client, current, cancellationToken), cancellationToken);

    /// <summary>The customer does not consent: the connection stays as it is, and says so (codat-contract §5.3: 403).</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What became of it.</returns>
    public Task<LinkOutcome> CancelAsync(LinkVisit visit, CancellationToken cancellationToken) =>
        DecideAsync(visit, current => TryCancelAsync(current, cancellationToken), cancellationToken);

    // A read that ends meanwhile notes that on the connection and leaves the password good: the decision holds for what is stored then.
    private async Task<LinkOutcome> DecideAsync(LinkVisit visit, Func<LinkVisit, Task<LinkOutcome?>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await decide(visit) is { } outcome)
            {
                return outcome;
            }

            var (company, connection) = (visit.Company.Key.Company.Value, visit.Connection.Id.Value);
            if (await FindAsync(company, connection, visit.Password, cancellationToken) is not { } current)
            {
                break;
            }

            visit = current;
        }

        return LinkOutcome.Used;
    }

    // Null when somebody changed the connection meanwhile.
    private async Task<LinkOutcome?> TryLinkAsync(HttpRequest request, DurableTaskClient client, LinkVisit visit, CancellationToken cancellationToken)
    {
        var connection = visit.Connection;
        if (connection.Status == ConnectionStatus.Linked)
        {
            return LinkOutcome.NothingToDo;
        }

        if (!await TryOpenAsync(connection, cancellationToken))
        {
            return LinkOutcome.Failed;
        }

        if (LinkPassword.Redeem(connection, visit.Password, time.GetUtcNow()) is not { } redeemed)
        {
            return LinkOutcome.Used;
        }

        var wanted = redeemed with { Status = ConnectionStatus.Linked, Errors = ConnectionErrors.Resolve(redeemed.Errors, time.GetUtcNow()) };
        var isFirst = connection.Status == ConnectionStatus.PendingAuth;
        var told = events.ConnectionChanged(
            request, visit.Company, wanted, isFirst ? EventCatalogue.ConnectionConnected : EventCatalogue.ConnectionReconnected, connection.Status);
        if (await TryStoreAsync(wanted, [told], cancellationToken) is not { } linked)
        {
            return null;
        }

        if (linked.SourceType == SourceType.Accounting)
        {
            await reads.StartAsync(client, linked, await operations.RequestAllAsync(linked, cancellationToken), cancellationToken);
        }

        return LinkOutcome.Linked;
    }

    private async Task<LinkOutcome?> TryCancelAsync(LinkVisit visit, CancellationToken cancellationToken)
    {
        if (visit.Connection.Status == ConnectionStatus.Linked)
        {
            return LinkOutcome.NothingToDo;
        }

        var error = new ConnectionError(StatusCodes.Status403Forbidden, "Forbidden", LinkResult.CancelledText, time.GetUtcNow());
        if (LinkPassword.Redeem(visit.Connection, visit.Password, time.GetUtcNow()) is not { } redeemed)
        {
            return LinkOutcome.Used;
        }

        var cancelled = redeemed with { Errors = ConnectionErrors.With(redeemed.Errors, error) };
        return await TryStoreAsync(cancelled, [], cancellationToken) is not null ? LinkOutcome.Cancelled : null;
    }

    private async Task<Connection?> TryStoreAsync(Connection changed, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken)
    {
        try
        {
            return await companies.UpdateConnectionAsync(changed, told, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            return null;
        }
    }

    // The partner's own connection has nothing behind it that could be opened.
    private async Task<bool> TryOpenAsync(Connection connection, CancellationToken cancellationToken)
    {
        if (connection.SourceType != SourceType.Accounting)
        {
            return true;
        }

        try
        {
            await connectors.For(connection).OpenAsync(connection, cancellationToken);
            return true;
        }
        catch (ConnectorException failure)
        {
            NotOpened(logger, failure, connection.Id);
            await RecordAsync(connection, failure, cancellationToken);
            return false;
        }
    }

    private async Task RecordAsync(Connection connection, ConnectorException failure, CancellationToken cancellationToken)
    {
        var error = new ConnectionError(StatusCodes.Status500InternalServerError, "Error", failure.Message, time.GetUtcNow());

        // Where another visit changed it meanwhile, what that one found is newer.
        await TryStoreAsync(connection with { Errors = ConnectionErrors.With(connection.Errors, error) }, [], cancellationToken);
    }

    [LoggerMessage(2030, LogLevel.Warning, "Connection {Connection} could not be opened at its platform")]
    private static partial void NotOpened(ILogger logger, Exception failure, ConnectionId connection);
}
