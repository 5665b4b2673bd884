using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Driving;

/// <summary>
/// Who gives the engine's work its turns: the threads of the machine in a host, or a test that owns the only thread and
/// decides what happens next. One driver belongs to one engine, unless it keeps nothing.
/// </summary>
internal interface IEngineDriver
{
    /// <summary>The queue owns the writer from here on.</summary>
    ICommitQueue OpenCommits(StoreWriter writer, IEffectSink sink, ICommitHook? hook);

    /// <summary>What stands before the mailboxes, and may hold a message back.</summary>
    IMessageSink Before(IMessageSink mailboxes);

    ITurns OpenTurns();

    /// <summary>Has the activity run; called under a lock, so it must not run here and now.</summary>
    void Run(ActivityRow activity, IThreadPoolWorkItem work);
}

/// <summary>Where messages go once they count.</summary>
internal interface IMessageSink
{
    void Deliver(Delivery delivery);

    /// <summary>The instance was replaced or purged: messages from before are void.</summary>
    void Reset(string instanceId);
}

/// <summary>Mailboxes whose turn it is to take a step.</summary>
internal interface ITurns
{
    /// <summary>Called under a lock, so the step must not be taken here and now.</summary>
    void Add(Mailbox mailbox);

    void Start(Func<Mailbox, Task> step);

    /// <summary>Gives no more turns, and ends when the running ones have.</summary>
    Task StopAsync();
}
