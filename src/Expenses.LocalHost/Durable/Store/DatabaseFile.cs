using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Opens connections to the one file; every commit reaches the disk before it counts (WAL, full sync).</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string _path;
    private readonly string _connectionString;
    private readonly bool _syncs;
    private FileStream? _lock;

    static DatabaseFile() => SQLitePCL.Batteries_V2.Init();

    public DatabaseFile(string path, bool syncs = true)
    {
        _syncs = syncs;
        _path = Path.GetFullPath(path);
        // No pool: connections live as long as the engine, and a closed engine must let go of the file.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString();
    }

    public SqliteConnection OpenWriter()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        Lock();
        var connection = Open();
        try
        {
            Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Ensure(connection, _path);
            Execute(connection, _syncs ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            connection.Dispose();
            throw new InvalidDataException($"'{_path}' is damaged or not a SQLite file: {e.Message}", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection OpenReader()
    {
        var connection = Open();
        Execute(connection, "PRAGMA query_only = ON");
        return connection;
    }

    /// <summary>For a look from outside, beside a running engine or without one; the caller has seen that the file is there.</summary>
    public static SqliteConnection OpenReadOnly(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout = 5000");
        return connection;
    }

    public void Dispose() => _lock?.Dispose();

    // Two engines on one file would both take the same steps. The system lets go of the lock when a process dies.
    private void Lock()
    {
        try
        {
            _lock ??= new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"'{_path}' is in use by another engine.", e);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout = 5000");
        return connection;
    }
}
