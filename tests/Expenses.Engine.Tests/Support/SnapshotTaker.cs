using Expenses.LocalHost.Durable.Store;

namespace Expenses.Engine.Tests.Support;

/// <summary>Copies the database files at chosen commits: what a killed process would have left behind.</summary>
internal sealed class SnapshotTaker(string databasePath, IReadOnlySet<long> commits, string directory) : ICommitHook
{
    private readonly List<string> _taken = [];

    public IReadOnlyList<string> Taken => _taken;

    public void BeforeCommit(long number, int members)
    {
    }

    public void AfterCommit(long number, int members)
    {
        if (!commits.Contains(number))
        {
            return;
        }

        var copy = Path.Combine(directory, $"at-{number}.db");
        DatabaseImage.Take(databasePath, copy);
        _taken.Add(copy);
    }
}
