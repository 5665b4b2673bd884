using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Reconciling;

/// <summary>The platforms whose entries can be read back, by platform key.</summary>
public sealed class LedgerReaders
{
    private readonly Dictionary<string, ILedgerReader> _readers;

    /// <summary>Collects the readers.</summary>
    /// <param name="readers">One for each platform that can.</param>
    public LedgerReaders(IEnumerable<ILedgerReader> readers) =>
        _readers = readers.ToDictionary(reader => reader.PlatformKey, StringComparer.OrdinalIgnoreCase);

    /// <summary>The reader of a connection that can be read.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="KeyNotFoundException">Its platform cannot be read.</exception>
    public ILedgerReader For(Connection connection) => _readers[connection.PlatformKey];

    /// <summary>A company's ledger, if it can be read.</summary>
    /// <param name="companies">Connections.</param>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The linked accounting connection; null when none is linked or its platform's entries cannot be read.</returns>
    public async Task<Connection?> FindLedgerAsync(ICompanyStore companies, CompanyKey company, CancellationToken cancellationToken)
    {
        var connections = await companies.ListConnectionsAsync(company, cancellationToken);
        return connections.FirstOrDefault(connection =>
            connection is { SourceType: SourceType.Accounting, Status: ConnectionStatus.Linked } && _readers.ContainsKey(connection.PlatformKey));
    }
}
