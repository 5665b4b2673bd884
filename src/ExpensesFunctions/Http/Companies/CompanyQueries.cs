using Expenses.Core.Companies;
using Expenses.Core.Queries;

namespace ExpensesFunctions.Http.Companies;

/// <summary>What companies can be searched and ordered by (codat-contract §2.12, B003, B005).</summary>
internal static class CompanyQueries
{
    /// <summary>The parameter that is searched by tags only.</summary>
    public const string TagsParameter = "tags";

    /// <summary>
    /// The one array that can be searched: a connection's status and platform. Whoever asks for it makes every company's
    /// connections be read.
    /// </summary>
    private const string Connections = "dataConnections.";

    public static QuerySchema<CompanyWithConnections> Companies { get; } = new QuerySchema<CompanyWithConnections>("Company")
        .Text("id", entry => entry.Company.Key.Company.Value)
        .Text("name", entry => entry.Company.Name)
        .Text("description", entry => entry.Company.Description)
        .Text("platform", _ => "")
        .Instant("created", entry => entry.Company.Created)
        .Instant("lastSync", entry => entry.LastSync)
        .Texts($"{Connections}id", entry => entry.Connections.Select(connection => connection.Id.Value))
        .Texts($"{Connections}status", entry => entry.Connections.Select(connection => connection.Status.ToString()))
        .Texts($"{Connections}sourceType", entry => entry.Connections.Select(connection => connection.SourceType.ToString()))
        .Texts($"{Connections}integrationKey", entry => entry.Connections.Select(connection => connection.PlatformKey));

    public static QuerySchema<CompanyWithConnections> Tags { get; } = new QuerySchema<CompanyWithConnections>("Company tags")
        .AnyKey((entry, key) => entry.Company.Tags.Find(key));

    /// <summary>Whether a query or an order cannot be decided by the companies alone.</summary>
    public static bool NeedsConnections(string? queryOrOrder) =>
        queryOrOrder is not null
        && (queryOrOrder.Contains(Connections, StringComparison.OrdinalIgnoreCase) || queryOrOrder.Contains("lastSync", StringComparison.OrdinalIgnoreCase));
}
