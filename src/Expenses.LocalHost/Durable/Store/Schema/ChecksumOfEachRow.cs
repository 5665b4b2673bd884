using Expenses.LocalHost.Durable.Store.Damage;
using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Schema;

/// <summary>
/// To version 2: a checksum in each row. Instances get two, one for what every step reads and one for the payloads, which
/// move behind it so that the former is read without them.
/// </summary>
internal sealed class ChecksumOfEachRow : ISchemaStep
{
    private const string Instances = """
        CREATE TABLE summed_instances(
            id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, execution_id TEXT NOT NULL, status INTEGER NOT NULL,
            parent_id TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, history_length INTEGER NOT NULL, sum INTEGER NOT NULL,
            input TEXT, output TEXT, custom_status TEXT, failure TEXT, tags TEXT, payload_sum INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private const string Replace = """
        DROP TABLE instances;
        ALTER TABLE summed_instances RENAME TO instances;
        CREATE INDEX instances_created ON instances(created);
        """;

    private static readonly SummedColumns[] Others =
        [SummedColumns.History, SummedColumns.Inbox, SummedColumns.Activities, SummedColumns.Timers, SummedColumns.Entities];

    public void Apply(SqliteConnection connection)
    {
        connection.Execute(Instances);
        connection.Execute($"""
            INSERT INTO summed_instances
            SELECT {string.Join(", ", SummedColumns.Head.Columns)}, {SummedColumns.Head.Expression},
                   input, output, custom_status, failure, tags, {SummedColumns.Payload.Expression} FROM instances
            """);
        connection.Execute(Replace);
        foreach (var table in Others)
        {
            connection.Execute($"ALTER TABLE {table.Table} ADD COLUMN sum INTEGER NOT NULL DEFAULT 0");
            connection.Execute($"UPDATE {table.Table} SET sum = {table.Expression}");
        }
    }
}
