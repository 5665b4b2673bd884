using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Driving;

/// <summary>As in a host: a thread that commits, a bounded number of steps at a time, activities on the thread pool.</summary>
internal sealed class ThreadedDriver(int maxConcurrentSteps) : IEngineDriver
{
    public ICommitQueue OpenCommits(StoreWriter writer, IEffectSink sink, ICommitHook? hook)
        => new CommitQueue(new GroupWriter(writer, sink, hook));

    public IMessageSink Before(IMessageSink mailboxes) => mailboxes;

    public ITurns OpenTurns() => new WorkerTurns(maxConcurrentSteps);

    // Through the common queue: kept on the thread that started it, a flood of quick activities runs ahead of the steps of all others.
    public void Run(ActivityRow activity, IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
}
