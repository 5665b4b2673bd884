using Expenses.LocalHost.Durable.Store;

namespace Expenses.Engine.Tests.Support;

/// <summary>Plays the death of the process at one commit: just before it reaches the disk, or just after.</summary>
internal sealed class DyingProcess(long atCommit, bool beforeDisk) : ICommitHook
{
    private volatile bool _died;

    public bool Died => _died;

    /// <summary>Given: at the death the files are copied as they are, so that nothing done later counts, not even by SQLite itself.</summary>
    public string? DatabasePath { get; init; }

    public string ImagePath => $"{DatabasePath}.image";

    public void BeforeCommit(long number, int members)
    {
        if (beforeDisk && number >= atCommit)
        {
            Die();
        }
    }

    public void AfterCommit(long number, int members)
    {
        if (!beforeDisk && number >= atCommit)
        {
            Die();
        }
    }

    private void Die()
    {
        if (DatabasePath is not null)
        {
            DatabaseImage.Take(DatabasePath, ImagePath);
        }

        _died = true;
        throw new ProcessDiedException();
    }
}

/// <summary>What everybody sees who waited for a commit of the dead process.</summary>
internal sealed class ProcessDiedException() : Exception("The process died here.");
