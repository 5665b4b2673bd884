using Expenses.Core.Companies;
using Expenses.Core.Queries;

namespace ExpensesFunctions.Http.Connections;

/// <summary>What a company's connections can be searched and ordered by (codat-contract §2.12, B016).</summary>
internal static class ConnectionQueries
{
    public static QuerySchema<Connection> Connections(ConnectionView view) => new QuerySchema<Connection>("DataConnection")
        .Text("id", connection => connection.Id.Value)
        .Text("status", connection => connection.Status.ToString())
        .Text("sourceType", connection => connection.SourceType.ToString())
        .Text("integrationKey", connection => view.PlatformOf(connection).Key)
        .Text("integrationId", connection => view.PlatformOf(connection).IntegrationId)
        .Text("sourceId", connection => view.PlatformOf(connection).SourceId)
        .Text("platformName", connection => view.PlatformOf(connection).Name)
        .Instant("created", connection => connection.Created)
        .Instant("lastSync", connection => connection.LastSync);
}
