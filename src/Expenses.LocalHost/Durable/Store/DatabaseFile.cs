using Expenses.LocalHost.Durable.Store.Damage;
using Expenses.LocalHost.Durable.Store.Schema;
using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Opens connections to the one file; every commit reaches the disk before it counts (WAL, full sync).</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string _path;
    private readonly bool _syncs;
    private FileStream? _lock;
    private bool _isMarked;

    static DatabaseFile() => SQLitePCL.Batteries_V2.Init();

    public DatabaseFile(string path, bool syncs = true)
    {
        _path = Path.GetFullPath(path);
        _syncs = syncs;
    }

    /// <summary>Makes the file when there is none, checks it, and takes it to today's schema.</summary>
    /// <exception cref="RefusedStoreException">It is damaged, foreign, or of a newer program.</exception>
    public SqliteConnection OpenWriter()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        Lock();
        if (!File.Exists(_path))
        {
            Create();
        }

        FilesCheck.Run(_path);
        var connection = Connect(_path, SqliteOpenMode.ReadWrite);
        try
        {
            Prepare(connection);
            // The mark names a commit of the log that has the first page.
            connection.Execute($"BEGIN IMMEDIATE; PRAGMA user_version = {SqliteSchema.Version}; COMMIT");
            OpenMark.Set(_path);
            _isMarked = true;
            return connection;
        }
        catch (SqliteException e) when (DamagedStoreException.IsDamageAtOpening(e))
        {
            connection.Dispose();
            throw DamagedStoreException.OfFile(_path, $"SQLite says: {e.Message}.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection OpenReader()
    {
        var connection = Connect(_path, SqliteOpenMode.ReadWrite);
        // The last connection to close writes the log into the file.
        connection.Execute(Synchronous);
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    /// <summary>For a look from outside, beside a running engine or without one; the caller has seen that the file is there.</summary>
    /// <exception cref="RefusedStoreException">It is damaged, foreign, or not of today's schema.</exception>
    public static SqliteConnection OpenReadOnly(string path)
    {
        OpenMark.Check(path);
        var connection = Connect(path, SqliteOpenMode.ReadOnly);
        try
        {
            var version = SqliteSchema.ReadVersion(connection, path);
            return version == SqliteSchema.Version
                ? connection
                : throw new RefusedStoreException($"'{path}' has schema {version}; a start of the host takes it to {SqliteSchema.Version}.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>After all connections.</summary>
    public void Dispose()
    {
        if (_isMarked)
        {
            OpenMark.Remove(_path);
        }

        _lock?.Dispose();
    }

    private string Synchronous => $"PRAGMA synchronous = {(_syncs ? "FULL" : "OFF")}";

    private void Prepare(SqliteConnection connection)
    {
        var version = SqliteSchema.ReadVersion(connection, _path);
        ContentCheck.OfStructure(connection, _path);
        SqliteSchema.CheckTables(connection, _path, version);
        connection.Execute(Synchronous);
        connection.Execute("PRAGMA journal_mode = WAL");
        if (version < SqliteSchema.Version)
        {
            SqliteSchema.Upgrade(connection, _path, version);
            // The log has the whole file in it now and would keep that size.
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        ContentCheck.OfRows(connection, _path);
    }

    /// <summary>
    /// Makes the file beside its place and moves it there whole: a death on the way leaves no file, so an empty one is damage.
    /// </summary>
    private void Create()
    {
        if (new FileInfo($"{_path}-wal") is { Exists: true, Length: > 0 } log)
        {
            throw DamagedStoreException.OfFile(_path, $"it is missing, but its log '{log.FullName}' is there.");
        }

        // Of files that were moved away.
        OpenMark.Remove(_path);
        var unfinished = $"{_path}.new";
        File.Delete(unfinished);
        File.Delete($"{unfinished}-journal");
        using (var connection = Connect(unfinished, SqliteOpenMode.ReadWriteCreate))
        {
            connection.Execute(Synchronous);
            SqliteSchema.Create(connection);
        }

        File.Move(unfinished, _path);
    }

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

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        // No pool: connections live as long as the engine, and a closed engine must let go of the file.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 5000");
        return connection;
    }
}
