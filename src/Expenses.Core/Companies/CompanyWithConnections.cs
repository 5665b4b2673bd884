namespace Expenses.Core.Companies;

/// <summary>A company and its connections, read together.</summary>
/// <param name="Company">The company.</param>
/// <param name="Connections">Its connections, oldest first.</param>
public sealed record CompanyWithConnections(Company Company, IReadOnlyList<Connection> Connections)
{
    /// <summary>When data of the company was last read, UTC; null for never.</summary>
    public DateTimeOffset? LastSync => Connections.Max(connection => connection.LastSync);
}
