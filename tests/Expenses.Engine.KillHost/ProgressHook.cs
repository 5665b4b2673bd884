using Expenses.LocalHost.Durable.Store;

namespace Expenses.Engine.KillHost;

/// <summary>
/// Tells the parent of every commit, before and after, so that it kills by progress and not by time; and moves the log into
/// the main file now and then, which otherwise only happens with thousands of commits.
/// </summary>
internal sealed class ProgressHook(string databasePath, int checkpointEvery, Stream output) : ICommitHook
{
    private static readonly byte[] Before = "before\n"u8.ToArray();
    private static readonly byte[] After = "after\n"u8.ToArray();

    public void BeforeCommit(long number, int members) => output.Write(Before);

    public void AfterCommit(long number, int members)
    {
        output.Write(After);
        if (number % checkpointEvery == 0)
        {
            Checkpoint(number % (2 * checkpointEvery) == 0 ? "PASSIVE" : "TRUNCATE");
        }
    }

    // As SQLite does it by itself, after which the log is written from its beginning again; and so that nothing stays in it.
    private void Checkpoint(string mode)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={databasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        command.ExecuteNonQuery();
    }
}
