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

/// <summary>The one way to the disk. Owns the writer it was given.</summary>
internal interface ICommitQueue : IDisposable
{
    /// <summary>Transactions so far.</summary>
    long Groups { get; }

    /// <summary>Sets of writes so far.</summary>
    long Members { get; }

    /// <summary>True once the hook has played the death of the process: nothing is written from here on.</summary>
    bool IsDead { get; }

    /// <summary>Ends when the writes are on disk and their effects have been told.</summary>
    Task CommitAsync(ICommit commit);
}
