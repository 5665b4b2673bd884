using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Data;

/// <summary>
/// Keeps what reads and writes say of a connection: when it was read last, and what its platform refused (codat-contract
/// B021).
/// </summary>
/// <param name="companies">Connections.</param>
/// <param name="notices">Tells of a connection that is not linked any more.</param>
/// <param name="time">The clock.</param>
public sealed class ConnectionHealth(ICompanyStore companies, IChangeNotices notices, TimeProvider time)
{
    private const int Attempts = 5;

    /// <summary>The connection was read.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    public Task ReadAsync(Connection connection, CancellationToken cancellationToken) => ChangeAsync(
        connection,
        one => one with { LastSync = time.GetUtcNow(), Errors = ConnectionErrors.Resolve(one.Errors, time.GetUtcNow()) },
        cancellationToken);

    /// <summary>
    /// The platform does not let us in any more: without authorisation the connection ends as deauthorised (§5.4), and
    /// consumers are told. A failure of any other kind changes nothing.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="failure">What the platform said.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    public Task RefusedAsync(Connection connection, ConnectorException failure, CancellationToken cancellationToken)
    {
        if (failure.Category is not (FailureCategory.Unauthorized or FailureCategory.SubscriptionExpired))
        {
            return Task.CompletedTask;
        }

        var isAuthorization = failure.Category == FailureCategory.Unauthorized;
        var error = new ConnectionError(
            isAuthorization ? 401 : 402, isAuthorization ? "Unauthorized" : "Payment Required", failure.Message, time.GetUtcNow());
        return ChangeAsync(
            connection,
            one => one with
            {
                Status = isAuthorization && one.Status == ConnectionStatus.Linked ? ConnectionStatus.Deauthorized : one.Status,
                Errors = ConnectionErrors.With(one.Errors, error),
            },
            cancellationToken);
    }

    private async Task ChangeAsync(Connection connection, Func<Connection, Connection> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await companies.FindConnectionAsync(connection.Company, connection.Id, cancellationToken) is not { } current)
            {
                return;
            }

            var changed = change(current);
            if (changed == current)
            {
                return;
            }

            var told = changed.Status == current.Status
                ? []
                : await notices.ConnectionAsync(changed, EventCatalogue.ConnectionDisconnected, current.Status, cancellationToken);
            try
            {
                await companies.UpdateConnectionAsync(changed, told, cancellationToken);
                return;
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                // Somebody changed it meanwhile; the change is made on what it is now.
            }
        }
    }
}
