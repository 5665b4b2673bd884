using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>
/// Starts an attempt of a sync: finds what it needs, or ends it with the code that says what is missing
/// (codat-contract §4.9: 4000, 4040, 4220, 4260).
/// </summary>
/// <param name="companies">Companies, connections, configuration.</param>
/// <param name="syncs">Sync records.</param>
/// <param name="work">Splits the sync into chunks.</param>
/// <param name="finishing">Ends it.</param>
/// <param name="connectors">The platforms.</param>
/// <param name="health">What refusals say of the connection.</param>
/// <param name="time">The clock.</param>
public sealed class SyncLoading(
    ICompanyStore companies,
    ISyncStore syncs,
    SyncWork work,
    SyncFinishing finishing,
    ConnectorRegistry connectors,
    ConnectionHealth health,
    TimeProvider time)
{
    /// <summary>Loads the sync. Running it again gives the same.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>What there is to do; null when the attempt has ended.</returns>
    /// <exception cref="ConnectorException">The platform could not be asked; try again.</exception>
    public async Task<LoadedSync?> LoadAsync(SyncRequestV1 request, CancellationToken cancellationToken)
    {
        var company = new CompanyKey(new ClientId(request.Client), new CompanyId(request.Company));
        var sync = await syncs.FindAsync(company, new SyncId(request.Sync), cancellationToken);
        if (sync is null || sync.IsFinished || sync.Attempt != request.Attempt)
        {
            return null;
        }

        var connections = await companies.ListConnectionsAsync(company, cancellationToken);
        var connection = connections.FirstOrDefault(c => c.SourceType == SourceType.Accounting);
        if (await companies.FindAsync(company, cancellationToken) is null || connection is null)
        {
            return await EndAsync(request, SyncStatusCode.CompanyNotFound, "The company or its accounting connection was deleted.", cancellationToken);
        }

        if (connections.FirstOrDefault(c => c.Status != ConnectionStatus.Linked) is { } unlinked)
        {
            return await EndAsync(
                request,
                SyncStatusCode.CompanyUnauthorized,
                $"Connection {unlinked.Id} ({unlinked.SourceType}) is {unlinked.Status}; it has to be authorised again.",
                cancellationToken);
        }

        return await LoadLinkedAsync(request, sync, connection, cancellationToken);
    }

    private async Task<LoadedSync?> LoadLinkedAsync(
        SyncRequestV1 request, SyncRecord sync, Connection connection, CancellationToken cancellationToken)
    {
        var connector = connectors.For(connection);
        var configuration = await companies.FindConfigurationAsync(sync.Company, cancellationToken);
        ReferenceData reference;
        try
        {
            reference = await connector.ReadReferenceDataAsync(connection, cancellationToken);
        }
        catch (ConnectorException e) when (StopCodeOf(e) is { } code)
        {
            await health.RefusedAsync(connection, e, cancellationToken);
            return await EndAsync(request, code, e.Message, cancellationToken);
        }

        if (configuration is not null && ConfigurationRules.Check(configuration, new ReferenceIndex(reference)) is { Count: > 0 } problems)
        {
            return await EndAsync(
                request, SyncStatusCode.ConfigurationError, string.Join(" ", problems.Select(p => p.Message)), cancellationToken);
        }

        var chunks = await work.SplitAsync(sync, cancellationToken);
        var total = chunks.Sum(c => c.Count);
        if (sync.Stage != SyncStage.Pushing)
        {
            var now = time.GetUtcNow();
            var left = FinishEstimate.Of([.. chunks.Select(c => c.Count)], connector.Capabilities, connectors.Pace.Of(connection.PlatformKey));
            await syncs.UpdateAsync(sync.Start(now).Push(total, now + left), cancellationToken);
        }

        return new LoadedSync(connection, connector.Capabilities, chunks.Count);
    }

    /// <summary>The code a failed request to the platform ends the sync with.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>4220 or 4260, or null when the sync need not end.</returns>
    public static SyncStatusCode? StopCodeOf(ConnectorException failure) => failure.Category switch
    {
        FailureCategory.Unauthorized => SyncStatusCode.CompanyUnauthorized,
        FailureCategory.SubscriptionExpired => SyncStatusCode.BillingExpired,
        _ => null,
    };

    private async Task<LoadedSync?> EndAsync(SyncRequestV1 request, SyncStatusCode code, string message, CancellationToken cancellationToken)
    {
        await finishing.FinishAsync(request, code, message, cancellationToken);
        return null;
    }
}

/// <summary>What there is to do for an attempt of a sync.</summary>
/// <param name="Connection">The accounting connection.</param>
/// <param name="Capabilities">What its platform can do.</param>
/// <param name="ChunkCount">How many chunks the sync has.</param>
public sealed record LoadedSync(Connection Connection, PlatformCapabilities Capabilities, int ChunkCount);
