using Expenses.LocalHost.Durable.Store.Schema;
using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>
/// What is checked when a file is opened: every page and index (about 1 s for each GB), and the checksums of the rows that
/// are work and of the part of an instance each step reads. Histories and payloads, by far the most rows, are checked when
/// they are read.
/// </summary>
internal static class ContentCheck
{
    private const string Incomplete =
        "SELECT id FROM instances WHERE history_length <> (SELECT COUNT(*) FROM history WHERE instance_id = id) LIMIT 1";

    private static readonly SummedColumns[] Work = [SummedColumns.Inbox, SummedColumns.Activities, SummedColumns.Timers, SummedColumns.Entities];

    /// <summary>Of all pages; reads the whole file.</summary>
    /// <exception cref="DamagedStoreException">With the first thing found.</exception>
    public static void OfStructure(SqliteConnection connection, string path)
    {
        if (connection.Scalar("PRAGMA integrity_check(1)") is string answer and not "ok")
        {
            throw DamagedStoreException.OfFile(path, $"SQLite says: {answer.ReplaceLineEndings(" ")}.");
        }
    }

    /// <summary>Of the rows that are work, or say how far an instance is.</summary>
    /// <exception cref="DamagedStoreException">With the first row found.</exception>
    public static void OfRows(SqliteConnection connection, string path)
    {
        SummedColumns.Register(connection);
        Check(connection, path, [.. Work, SummedColumns.Head]);
    }

    /// <summary>Of everything, histories and payloads too.</summary>
    /// <exception cref="DamagedStoreException">With the first thing found.</exception>
    public static void OfAll(SqliteConnection connection, string path)
    {
        OfStructure(connection, path);
        SqliteSchema.CheckTables(connection, path, SqliteSchema.Version);
        OfRows(connection, path);
        Check(connection, path, [SummedColumns.Payload, SummedColumns.History]);

        if (connection.Scalar(Incomplete)?.ToString() is { } id)
        {
            throw DamagedStoreException.OfRow(path, "history", $"of '{id}'", "is missing or one too many.");
        }
    }

    private static void Check(SqliteConnection connection, string path, IEnumerable<SummedColumns> tables)
    {
        foreach (var table in tables)
        {
            if (table.FindDamaged(connection) is { } key)
            {
                throw DamagedStoreException.OfRow(path, table.Table, $"'{key}'", "does not have the content its checksum was made of.");
            }
        }
    }
}
