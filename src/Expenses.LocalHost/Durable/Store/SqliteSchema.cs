using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Tables of the durable state, their version, and the check that a file is ours and whole.</summary>
internal static class SqliteSchema
{
    /// <summary>Raised with every change of the tables; an older program refuses a newer file.</summary>
    public const int Version = 1;

    // "EXFN": tells our files from other people's SQLite files.
    private const int ApplicationId = 0x4558464E;

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

    public static void Ensure(SqliteConnection connection, string path)
    {
        try
        {
            var version = (int)Scalar(connection, "PRAGMA user_version");
            var application = (int)Scalar(connection, "PRAGMA application_id");
            var tables = Scalar(connection, "SELECT COUNT(*) FROM sqlite_master");
            if (version == 0 && application == 0 && tables == 0)
            {
                Create(connection);
                return;
            }

            if (application != ApplicationId)
            {
                throw new InvalidDataException($"'{path}' is a SQLite file, but not one of this engine.");
            }

            if (version > Version)
            {
                throw new InvalidDataException(
                    $"'{path}' was written by a newer engine (schema {version}, this one knows up to {Version}).");
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            throw new InvalidDataException($"'{path}' is damaged or not a SQLite file: {e.Message}", e);
        }
    }

    private static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"{Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};";
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
