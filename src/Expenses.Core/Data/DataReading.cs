using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Data;

/// <summary>
/// Reads companies' reference data from their ledgers. A ledger gives all of it in one read, so an operation on one data
/// type renews the others too; only its own is recorded.
/// </summary>
/// <param name="connectors">The platforms.</param>
/// <param name="companies">Connections.</param>
/// <param name="operations">Pull operations.</param>
/// <param name="snapshots">What was last read.</param>
/// <param name="health">What reads say of connections.</param>
/// <param name="time">The clock.</param>
public sealed class DataReading(
    ConnectorRegistry connectors,
    ICompanyStore companies,
    PullOperations operations,
    IReferenceDataStore snapshots,
    ConnectionHealth health,
    TimeProvider time)
{
    /// <summary>Runs operations of one connection: reads the ledger once and ends them all. Those that have ended stay as they are.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="ids">The operations.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When they have ended.</returns>
    /// <exception cref="ConnectorException">The platform could not be asked now; try again, or <see cref="PullOperations.EndAsync"/>.</exception>
    public async Task RunAsync(
        CompanyKey company, ConnectionId connectionId, IReadOnlyList<PullOperationId> ids, CancellationToken cancellationToken)
    {
        var connection = await companies.FindConnectionAsync(company, connectionId, cancellationToken);
        var end = new ReadEnd(PullStatus.AuthError, $"The connection is {connection?.Status.ToString() ?? "deleted"}.");
        if (connection is { Status: ConnectionStatus.Linked })
        {
            await operations.BeginAsync(company, connectionId, ids, cancellationToken);
            end = await ReadAsync(connection, cancellationToken);
        }

        await operations.EndAsync(company, connectionId, ids, end, cancellationToken);
    }

    /// <summary>What was last read of a connection; a linked one that was never read is read now.</summary>
    /// <param name="connection">The accounting connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The data, or null when there is none and none can be had.</returns>
    /// <exception cref="ConnectorException">The platform could not be asked.</exception>
    public async Task<ReferenceData?> CurrentAsync(Connection connection, CancellationToken cancellationToken)
    {
        var known = await snapshots.FindAsync(connection.Company, connection.Id, cancellationToken);
        if (known is not null || connection.Status != ConnectionStatus.Linked)
        {
            return known;
        }

        await ReadNowAsync(connection, cancellationToken);
        return await snapshots.FindAsync(connection.Company, connection.Id, cancellationToken);
    }

    /// <summary>Reads every data type now: what a connection starts with once it is linked (codat-contract §5.5).</summary>
    /// <param name="connection">The linked connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is read and written down.</returns>
    /// <exception cref="ConnectorException">The platform could not be asked now; that is written down too.</exception>
    public async Task ReadNowAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            await operations.RecordAsync(connection, DataTypes.All, await ReadAsync(connection, cancellationToken), cancellationToken);
        }
        catch (ConnectorException failure)
        {
            await operations.RecordAsync(connection, DataTypes.All, EndOf(failure), cancellationToken);
            throw;
        }
    }

    /// <summary>Reads again what a write has changed; a failure is written down, and does not undo the write.</summary>
    /// <param name="connection">The linked connection.</param>
    /// <param name="dataType">What was written.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is read, or written down why not.</returns>
    public async Task ReadAfterWriteAsync(Connection connection, string dataType, CancellationToken cancellationToken)
    {
        ReadEnd end;
        try
        {
            end = await ReadAsync(connection, cancellationToken);
        }
        catch (ConnectorException failure)
        {
            end = EndOf(failure);
        }

        await operations.RecordAsync(connection, [dataType], end, cancellationToken);
    }

    /// <summary>How a read ends that a failure of the platform cut off for good.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>The end.</returns>
    public static ReadEnd EndOf(ConnectorException failure) => new(
        failure.Category switch
        {
            FailureCategory.Unauthorized or FailureCategory.SubscriptionExpired => PullStatus.AuthError,
            FailureCategory.RateLimited => PullStatus.RateLimitError,
            _ => PullStatus.FetchError,
        },
        failure.Message);

    private async Task<ReadEnd> ReadAsync(Connection connection, CancellationToken cancellationToken)
    {
        ReferenceData? before;
        ReferenceData data;
        try
        {
            data = await connectors.For(connection).ReadReferenceDataAsync(connection, cancellationToken);
            before = await snapshots.FindAsync(connection.Company, connection.Id, cancellationToken);
            await snapshots.SaveAsync(connection.Company, connection.Id, data with { Read = time.GetUtcNow() }, cancellationToken);
        }
        catch (ConnectorException failure) when (failure.Category is FailureCategory.Unauthorized or FailureCategory.SubscriptionExpired)
        {
            await health.RefusedAsync(connection, failure, cancellationToken);
            return EndOf(failure);
        }
        catch (ConnectorException failure) when (failure.Category == FailureCategory.Rejected)
        {
            return EndOf(failure);
        }

        await health.ReadAsync(connection, cancellationToken);
        return new ReadEnd(PullStatus.Complete) { Modified = ReferenceChanges.Between(before, data), Before = before?.Read };
    }
}
