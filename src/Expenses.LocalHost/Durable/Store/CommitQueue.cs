using System.Collections.Concurrent;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>A set of writes that is done whole or not at all. Applied a second time when another one spoilt the group.</summary>
internal interface ICommit
{
    void Apply(StoreWriter writer);
}

/// <summary>Where a test can stand between the engine and the disk: throwing means the process died here.</summary>
internal interface ICommitHook
{
    void BeforeCommit(long number, int members);

    void AfterCommit(long number, int members);
}

/// <summary>
/// Group commit: one thread takes all that waits and writes it in one transaction, so one flush to disk serves many steps.
/// </summary>
internal sealed class CommitQueue : IDisposable
{
    private const int MaxGroup = 256;

    private readonly BlockingCollection<Pending> _waiting = [];
    private readonly StoreWriter _writer;
    private readonly IEffectSink _sink;
    private readonly ICommitHook? _hook;
    private readonly Thread _thread;
    private volatile Exception? _dead;
    private long _groups;
    private long _members;

    public CommitQueue(StoreWriter writer, IEffectSink sink, ICommitHook? hook)
    {
        _writer = writer;
        _sink = sink;
        _hook = hook;
        _thread = new Thread(Work) { IsBackground = true, Name = "durable-commits" };
        _thread.Start();
    }

    /// <summary>Transactions so far.</summary>
    public long Groups => Interlocked.Read(ref _groups);

    /// <summary>True once the hook has played the death of the process: nothing is written from here on.</summary>
    public bool IsDead => _dead is not null;

    /// <summary>Sets of writes so far.</summary>
    public long Members => Interlocked.Read(ref _members);

    /// <summary>Ends when the writes are on disk and their effects have been told.</summary>
    public Task CommitAsync(ICommit commit)
    {
        var pending = new Pending(commit);
        try
        {
            _waiting.Add(pending);
        }
        catch (InvalidOperationException) when (_waiting.IsAddingCompleted)
        {
            pending.Fail(new ObjectDisposedException(nameof(CommitQueue), "The durable engine is closed."));
        }

        return pending.Done.Task;
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
    }

    private void Work()
    {
        var group = new List<Pending>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MaxGroup && _waiting.TryTake(out var pending))
            {
                group.Add(pending);
            }

            CommitGroup(group);
            group.Clear();
        }

        _writer.Dispose();
    }

    private void CommitGroup(List<Pending> group)
    {
        if (TryCommit(group, out var error))
        {
            return;
        }

        if (group.Count == 1 || _dead is not null)
        {
            group.ForEach(pending => pending.Fail(error));
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

    private bool TryCommit(List<Pending> group, out Exception error)
    {
        error = _dead!;
        if (error is not null)
        {
            return false;
        }

        try
        {
            _writer.Begin();
            group.ForEach(pending => pending.Commit.Apply(_writer));
            Survive(() => _hook?.BeforeCommit(_groups + 1, group.Count));
            _writer.Commit();
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

    private bool TryTell(List<Pending> group, out Exception error)
    {
        error = null!;
        try
        {
            Survive(() => _hook?.AfterCommit(_groups, group.Count));
        }
#pragma warning disable CA1031 // The hook plays the death of the process: what is on disk stays, nobody is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
            return false;
        }

        _sink.OnCommitted(_writer.Effects);
        group.ForEach(pending => pending.Done.TrySetResult());
        return true;
    }

    private void Survive(Action hook)
    {
        try
        {
            hook();
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
            _writer.Rollback();
        }
        catch (Microsoft.Data.Sqlite.SqliteException e) when (e.SqliteErrorCode == 1)
        {
            // SQLite had rolled back by itself: there is no transaction any more.
            return;
        }
    }

    private sealed class Pending(ICommit commit)
    {
        public ICommit Commit { get; } = commit;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(Exception error) => Done.TrySetException(error);
    }
}
