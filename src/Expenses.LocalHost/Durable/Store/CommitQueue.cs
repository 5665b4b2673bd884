using System.Collections.Concurrent;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>
/// Group commit: one thread takes all that waits and writes it in one transaction, so one flush to disk serves many steps.
/// </summary>
internal sealed class CommitQueue : ICommitQueue
{
    private const int MaxGroup = 256;

    private readonly BlockingCollection<PendingCommit> _waiting = [];
    private readonly GroupWriter _groups;
    private readonly Thread _thread;

    public CommitQueue(GroupWriter groups)
    {
        _groups = groups;
        _thread = new Thread(Work) { IsBackground = true, Name = "durable-commits" };
        _thread.Start();
    }

    public long Groups => _groups.Groups;

    public long Members => _groups.Members;

    public bool IsDead => _groups.IsDead;

    public Task CommitAsync(ICommit commit)
    {
        var pending = new PendingCommit(commit);
        try
        {
            _waiting.Add(pending);
        }
        catch (InvalidOperationException) when (_waiting.IsAddingCompleted)
        {
            pending.Fail(new ObjectDisposedException(nameof(CommitQueue), "The durable engine is closed."));
        }

        return pending.Done;
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
    }

    private void Work()
    {
        var group = new List<PendingCommit>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MaxGroup && _waiting.TryTake(out var pending))
            {
                group.Add(pending);
            }

            _groups.Commit(group);
            group.Clear();
        }

        _groups.Dispose();
    }
}
