namespace Expenses.LocalHost.Durable.Store;

/// <summary>Writes a group of commits in one transaction and tells their effects. For one thread at a time.</summary>
internal sealed class GroupWriter(StoreWriter writer, IEffectSink sink, ICommitHook? hook) : IDisposable
{
    private volatile Exception? _dead;
    private long _groups;
    private long _members;

    public long Groups => Interlocked.Read(ref _groups);

    public long Members => Interlocked.Read(ref _members);

    public bool IsDead => _dead is not null;

    /// <summary>Every member has succeeded or failed when this returns.</summary>
    public void Commit(IReadOnlyList<PendingCommit> group)
    {
        if (TryCommit(group, out var error))
        {
            return;
        }

        if (group.Count == 1 || _dead is not null)
        {
            FailAll(group, error);
            return;
        }

        // One bad member must not fail the others: each gets a transaction of its own.
        foreach (var pending in group)
        {
            if (!TryCommit([pending], out var own))
            {
                pending.Fail(own);
            }
        }
    }

    public void Dispose() => writer.Dispose();

    private static void FailAll(IReadOnlyList<PendingCommit> group, Exception error)
    {
        foreach (var pending in group)
        {
            pending.Fail(error);
        }
    }

    private bool TryCommit(IReadOnlyList<PendingCommit> group, out Exception error)
    {
        error = _dead!;
        if (error is not null)
        {
            return false;
        }

        try
        {
            writer.Begin();
            foreach (var pending in group)
            {
                pending.Commit.Apply(writer);
            }

            Survive(() => hook?.BeforeCommit(_groups + 1, group.Count));
            writer.Commit();
        }
#pragma warning disable CA1031 // Whatever it was, the members learn it from their tasks.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
            RollBack();
            return false;
        }

        Interlocked.Increment(ref _groups);
        Interlocked.Add(ref _members, group.Count);
        return TryTell(group, out error);
    }

    private bool TryTell(IReadOnlyList<PendingCommit> group, out Exception error)
    {
        error = null!;
        try
        {
            Survive(() => hook?.AfterCommit(_groups, group.Count));
        }
#pragma warning disable CA1031 // The hook plays the death of the process: what is on disk stays, nobody is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
            return false;
        }

        sink.OnCommitted(writer.Effects);
        foreach (var pending in group)
        {
            pending.Succeed();
        }

        return true;
    }

    private void Survive(Action call)
    {
        try
        {
            call();
        }
        catch (Exception e)
        {
            _dead = e;
            throw;
        }
    }

    private void RollBack()
    {
        try
        {
            writer.Rollback();
        }
        catch (Microsoft.Data.Sqlite.SqliteException e) when (e.SqliteErrorCode == 1)
        {
            // SQLite had rolled back by itself: there is no transaction any more.
            return;
        }
    }
}
