namespace Expenses.LocalHost.Durable.Store;

/// <summary>Commits on the caller's thread, each in a transaction of its own; for an engine that is driven by one thread.</summary>
internal sealed class InlineCommitQueue(GroupWriter groups) : ICommitQueue
{
    private bool _closed;

    public long Groups => groups.Groups;

    public long Members => groups.Members;

    public bool IsDead => groups.IsDead;

    /// <summary>The task has ended when this returns.</summary>
    public Task CommitAsync(ICommit commit)
    {
        var pending = new PendingCommit(commit);
        if (_closed)
        {
            pending.Fail(new ObjectDisposedException(nameof(InlineCommitQueue), "The durable engine is closed."));
        }
        else
        {
            groups.Commit([pending]);
        }

        return pending.Done;
    }

    public void Dispose()
    {
        _closed = true;
        groups.Dispose();
    }
}
