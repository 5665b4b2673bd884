using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Schema;

/// <summary>
/// From one version of the schema to the next. Once released it is never changed: a new file goes through all of them, so
/// that a new and an upgraded file are the same.
/// </summary>
internal interface ISchemaStep
{
    void Apply(SqliteConnection connection);
}
