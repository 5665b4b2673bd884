using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>The file, or a row of it, is not what was written. Nothing of it may be used.</summary>
internal sealed class DamagedStoreException : RefusedStoreException
{
    private const int SqliteError = 1;
    private const int SqliteCorrupt = 11;
    private const int SqliteFormat = 24;
    private const int SqliteNotADatabase = 26;

    private DamagedStoreException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>The file as a whole cannot be trusted.</summary>
    public static DamagedStoreException OfFile(string path, string what, Exception? cause = null) => new(
        $"'{path}' is damaged: {what} Nothing was changed. Restore the data folder from a copy; or move the files away "
        + $"('{Path.GetFileName(path)}' with its -wal and -shm) to begin anew, without the instances in them.",
        cause);

    /// <summary>One row cannot be trusted; others may be whole.</summary>
    public static DamagedStoreException OfRow(string path, string table, string key, string what) => new(
        $"'{path}' is damaged: row {key} of table {table} {what} It is not used and stays as it is. Restore the data folder from a copy.",
        null);

    /// <summary>True for what this code found and for what SQLite itself finds while it reads.</summary>
    public static bool Is(Exception error)
        => error is DamagedStoreException || (error is SqliteException sqlite && IsDamage(sqlite));

    /// <summary>
    /// True while a file is opened and checked: by then nothing but damage makes SQLite call a schema malformed or a format
    /// unknown, which it reports as a general error.
    /// </summary>
    public static bool IsDamageAtOpening(SqliteException error) => IsDamage(error) || error.SqliteErrorCode is SqliteError or SqliteFormat;

    private static bool IsDamage(SqliteException error) => error.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase;
}
