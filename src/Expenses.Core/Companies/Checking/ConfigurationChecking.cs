using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Core.Companies.Checking;

/// <summary>Reads a company's ledger anew and checks its configuration against it.</summary>
/// <param name="companies">Connections and configurations.</param>
/// <param name="reading">Reads ledgers.</param>
/// <param name="snapshots">What was read.</param>
/// <param name="syncs">Sync records: what was booked lately.</param>
/// <param name="datasets">Datasets.</param>
/// <param name="checks">Checks.</param>
/// <param name="time">The clock.</param>
public sealed class ConfigurationChecking(
    ICompanyStore companies,
    DataReading reading,
    IReferenceDataStore snapshots,
    ISyncStore syncs,
    IDatasetStore datasets,
    IConfigurationCheckStore checks,
    TimeProvider time)
{
    /// <summary>Checks a company.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">The check's id; the same again gives what was found first.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>The check; null when there is nothing to check, or the ledger gave nothing to check against.</returns>
    /// <exception cref="ConnectorException">The platform could not be asked now.</exception>
    public async Task<ConfigurationCheck?> CheckAsync(CompanyKey company, string id, CancellationToken cancellationToken)
    {
        var before = await checks.FindAsync(company, cancellationToken);
        if (before is not null && string.Equals(before.Id, id, StringComparison.Ordinal))
        {
            return before;
        }

        var connection = (await companies.ListConnectionsAsync(company, cancellationToken))
            .FirstOrDefault(one => one is { SourceType: SourceType.Accounting, Status: ConnectionStatus.Linked });
        if (connection is null
            || await companies.FindConfigurationAsync(company, cancellationToken) is not { } configuration
            || await ReadAsync(connection, cancellationToken) is not { } ledger)
        {
            return null;
        }

        var used = await UsedRecords.FindAsync(syncs, datasets, company, cancellationToken);
        var problems = ConfigurationLosses.Of(configuration, used, new ReferenceIndex(ledger)).Take(ConfigurationCheck.ListedProblems).ToList();
        var known = before is not null && before.Configuration == configuration ? before.Problems : [];
        var check = new ConfigurationCheck(company, id, configuration, ledger.Read, problems, problems.Except(known).Any());
        await checks.SaveAsync(check, cancellationToken);
        return check;
    }

    // A refusal is written down at the connection; what was read before it says nothing of today.
    private async Task<ReferenceData?> ReadAsync(Connection connection, CancellationToken cancellationToken)
    {
        var begun = time.GetUtcNow();
        await reading.ReadNowAsync(connection, cancellationToken);
        var ledger = await snapshots.FindAsync(connection.Company, connection.Id, cancellationToken);
        return ledger is not null && ledger.Read >= begun ? ledger : null;
    }
}
