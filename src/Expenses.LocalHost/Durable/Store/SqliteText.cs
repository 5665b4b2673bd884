using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Statements that are needed once, as text.</summary>
internal static class SqliteText
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
