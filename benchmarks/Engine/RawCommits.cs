using System.Diagnostics;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.Engine.Benchmarks;

/// <summary>
/// The floor under a workload: the same transactions with as many rows each as the engine had steps in it, in a plain
/// table of a file opened as the engine opens its own (WAL, every commit synced).
/// </summary>
internal static class RawCommits
{
    private static readonly string Body = new('x', 200);

    public static TimeSpan Measure(IReadOnlyList<int> groups)
    {
        var directory = Directory.CreateTempSubdirectory("raw-commits-").FullName;
        try
        {
            using var file = new DatabaseFile(Path.Combine(directory, "raw.db"));
            using var statements = new Statements(file.OpenWriter());
            statements.Run("CREATE TABLE raw(row INTEGER PRIMARY KEY, body TEXT NOT NULL)");
            return Write(statements, groups);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Durable commits of one row each, per second.</summary>
    public static double SingleRowRate()
    {
        const int Commits = 1000;
        return Commits / Measure([.. Enumerable.Repeat(1, Commits)]).TotalSeconds;
    }

    private static TimeSpan Write(Statements statements, IReadOnlyList<int> groups)
    {
        var watch = Stopwatch.StartNew();
        foreach (var rows in groups)
        {
            statements.Run("BEGIN IMMEDIATE");
            for (var i = 0; i < rows; i++)
            {
                statements.Run("INSERT INTO raw(body) VALUES(@0)", Body);
            }

            SlowDisk.Wait();
            statements.Run("COMMIT");
        }

        return watch.Elapsed;
    }
}
