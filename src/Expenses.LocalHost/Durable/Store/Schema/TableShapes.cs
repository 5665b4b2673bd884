using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Schema;

/// <summary>
/// Tables, columns and indexes as SQLite understood them. The text they were made from stands in the file, too, and a letter
/// changed in it gives another table without breaking any page.
/// </summary>
internal static class TableShapes
{
    private const string Query = """
        SELECT m.name || ' ' || x.cid || ' ' || x.name || ' ' || x.type || ' ' || x."notnull" || ' ' || x.pk
        FROM sqlite_master m JOIN pragma_table_xinfo(m.name) x WHERE m.type = 'table'
        UNION ALL
        SELECT m.tbl_name || ' by ' || m.name || ' ' || x.seqno || ' ' || COALESCE(x.name, '') || ' ' || x.coll || ' ' || x.key
        FROM sqlite_master m JOIN pragma_index_xinfo(m.name) x WHERE m.type = 'index'
        ORDER BY 1
        """;

    public static List<string> Of(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        using var reader = command.ExecuteReader();
        var shapes = new List<string>();
        while (reader.Read())
        {
            shapes.Add(reader.GetString(0));
        }

        return shapes;
    }
}
