namespace Expenses.LocalHost.Durable.Store;

/// <summary>A commit that somebody waits for.</summary>
internal sealed class PendingCommit(ICommit commit)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ICommit Commit => commit;

    public Task Done => _done.Task;

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception error) => _done.TrySetException(error);
}
