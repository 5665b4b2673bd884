using Expenses.LocalHost.Durable.Store.Damage;
using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Schema;

/// <summary>The version of the tables in a file, and the way from an older one to today's.</summary>
internal static class SqliteSchema
{
    // "EXFN": tells our files from other people's SQLite files.
    private const long ApplicationId = 0x4558464E;

    private static readonly ISchemaStep[] Steps = [new FirstTables(), new ChecksumOfEachRow()];

    /// <summary>The version this program writes; it grows by one with each step and is kept in the file's user_version.</summary>
    public static int Version => Steps.Length;

    /// <summary>Makes the tables in a file that has none.</summary>
    public static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Apply(connection, 0, Version);
        connection.Execute($"PRAGMA application_id = {ApplicationId}");
        transaction.Commit();
    }

    /// <summary>The version of a file of ours.</summary>
    /// <exception cref="RefusedStoreException">It is somebody else's, or of a newer program.</exception>
    public static int ReadVersion(SqliteConnection connection, string path)
    {
        if ((long)connection.Scalar("PRAGMA application_id")! != ApplicationId)
        {
            throw new RefusedStoreException(
                $"'{path}' is a SQLite file, but not one of this engine: another application made it. Name another data folder, or move the file away.");
        }

        var version = (long)connection.Scalar("PRAGMA user_version")!;
        if (version > Version)
        {
            throw new RefusedStoreException(
                $"'{path}' was written by a newer program (schema {version}; this one knows up to {Version}). Run that one, or a newer one.");
        }

        return version > 0 ? (int)version : throw DamagedStoreException.OfFile(path, $"it says that it has schema {version}.");
    }

    /// <summary>Holds the tables of a file against those its version has.</summary>
    /// <exception cref="DamagedStoreException">They differ.</exception>
    public static void CheckTables(SqliteConnection connection, string path, int version)
    {
        using var model = new SqliteConnection("Data Source=:memory:;Pooling=False");
        model.Open();
        Apply(model, 0, version);
        var (expected, found) = (TableShapes.Of(model), TableShapes.Of(connection));
        if (expected.Except(found, StringComparer.Ordinal).Concat(found.Except(expected, StringComparer.Ordinal)).FirstOrDefault() is { } difference)
        {
            throw DamagedStoreException.OfFile(path, $"its tables are not those of schema {version} (see {difference}).");
        }
    }

    /// <summary>
    /// Takes an older file to today's version in one transaction, after a copy of it has been made beside it. A death on the
    /// way leaves the old file.
    /// </summary>
    public static void Upgrade(SqliteConnection connection, string path, int from)
    {
        Copy(connection, $"{path}.schema-{from}.bak");
        using var transaction = connection.BeginTransaction(deferred: false);
        Apply(connection, from, Version);
        transaction.Commit();
    }

    private static void Apply(SqliteConnection connection, int from, int to)
    {
        SummedColumns.Register(connection);
        foreach (var step in Steps[from..to])
        {
            step.Apply(connection);
        }

        connection.Execute($"PRAGMA user_version = {to}");
    }

    private static void Copy(SqliteConnection connection, string target)
    {
        var unfinished = $"{target}.new";
        File.Delete(unfinished);
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "VACUUM INTO @target";
            command.Parameters.AddWithValue("@target", unfinished);
            command.ExecuteNonQuery();
        }

        File.Move(unfinished, target, overwrite: true);
    }
}
