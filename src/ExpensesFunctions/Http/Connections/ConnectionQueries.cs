using Expenses.Core.Companies;
using Expenses.Core.Queries;

namespace ExpensesFunctions.Http.Connections;

/// <summary>What a company's connections can be searched and ordered by (codat-contract §2.12, B016).</summary>
internal static class ConnectionQueries
{
    public static QuerySchema<Connection> Connections { get; } = new QuerySchema<Connection>("DataConnection")
        .Text("id", connection => connection.Id.Value)
        .Text("status", connection => connection.Status.ToString())
        .Text("sourceType", connection => connection.SourceType.ToString())
        .Text("integrationKey", connection => connection.PlatformKey)
        .Instant("created", connection => connection.Created)
        .Instant("lastSync", connection => connection.LastSync);
}
