using Expenses.Core.Companies;
using Expenses.Core.Syncs;
using Expenses.Core.Telemetry;

namespace Expenses.Core.Connectors;

/// <summary>The connectors of this service by platform key.</summary>
public sealed class ConnectorRegistry
{
    private readonly Dictionary<string, IAccountingConnector> _connectors;

    /// <summary>Collects the connectors.</summary>
    /// <param name="connectors">One for each platform.</param>
    public ConnectorRegistry(IEnumerable<IAccountingConnector> connectors) =>
        _connectors = connectors.ToDictionary(
            connector => connector.Platform.Key,
            IAccountingConnector (connector) => new TracedConnector(connector, Pace),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>How long each platform takes for a push request.</summary>
    public PushPace Pace { get; } = new();

    /// <summary>All connectors.</summary>
    public IReadOnlyCollection<IAccountingConnector> All => _connectors.Values;

    /// <summary>Finds a connector.</summary>
    /// <param name="platformKey">The platform's key, in any case.</param>
    /// <returns>The connector, or null for a platform this service does not have.</returns>
    public IAccountingConnector? Find(string platformKey) => _connectors.GetValueOrDefault(platformKey);

    /// <summary>The connector of a connection.</summary>
    /// <param name="connection">An accounting connection.</param>
    /// <returns>Its connector.</returns>
    /// <exception cref="InvalidOperationException">The connection's platform has no connector in this build.</exception>
    public IAccountingConnector For(Connection connection) =>
        Find(connection.PlatformKey)
        ?? throw new InvalidOperationException($"Connection {connection.Id} is of platform '{connection.PlatformKey}', which this build has no connector for.");
}
