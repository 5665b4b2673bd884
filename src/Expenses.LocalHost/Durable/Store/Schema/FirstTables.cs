using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Schema;

/// <summary>To version 1.</summary>
internal sealed class FirstTables : ISchemaStep
{
    private const string Tables = """
        CREATE TABLE instances(
            id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, execution_id TEXT NOT NULL, status INTEGER NOT NULL,
            input TEXT, output TEXT, custom_status TEXT, failure TEXT, tags TEXT, parent_id TEXT,
            created INTEGER NOT NULL, updated INTEGER NOT NULL, history_length INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX instances_created ON instances(created);
        CREATE TABLE history(
            instance_id TEXT NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY(instance_id, number)) WITHOUT ROWID;
        CREATE TABLE inbox(
            row INTEGER PRIMARY KEY, instance_id TEXT NOT NULL, execution_id TEXT, body TEXT NOT NULL);
        CREATE INDEX inbox_instance ON inbox(instance_id);
        CREATE TABLE activities(
            row INTEGER PRIMARY KEY, instance_id TEXT NOT NULL, execution_id TEXT NOT NULL, task_id INTEGER NOT NULL,
            name TEXT NOT NULL, version TEXT NOT NULL, input TEXT NOT NULL);
        CREATE INDEX activities_instance ON activities(instance_id);
        CREATE TABLE timers(
            row INTEGER PRIMARY KEY, due INTEGER NOT NULL, instance_id TEXT NOT NULL, execution_id TEXT, timer_id INTEGER,
            body TEXT NOT NULL);
        CREATE INDEX timers_due ON timers(due);
        CREATE INDEX timers_instance ON timers(instance_id, timer_id);
        CREATE TABLE entities(
            id TEXT PRIMARY KEY, state TEXT, locked_by TEXT, lock_id TEXT, modified INTEGER NOT NULL) WITHOUT ROWID;
        """;

    public void Apply(SqliteConnection connection) => connection.Execute(Tables);
}
