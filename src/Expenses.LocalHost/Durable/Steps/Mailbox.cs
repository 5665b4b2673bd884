using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>What memory holds of one orchestration or entity: messages that wait, and its state between steps.</summary>
internal sealed class Mailbox(string instanceId)
{
    public string InstanceId => instanceId;

    /// <summary>Committed messages no step has taken yet, in the order of their commits.</summary>
    public List<Delivery> Waiting { get; set; } = [];

    /// <summary>Messages a step could not use yet: behind a lock, or before the start.</summary>
    public IReadOnlyList<Delivery> Deferred { get; set; } = [];

    /// <summary>True while the mailbox is queued for a step or in one.</summary>
    public bool IsScheduled { get; set; }

    /// <summary>Which of the stored messages are among these.</summary>
    public InboxWindow Inbox { get; } = new();

    public int InMemory => Waiting.Count + Deferred.Count;

    /// <summary>Grows when the instance is replaced or purged: results of older steps are void.</summary>
    public int Generation { get; set; }

    /// <summary>Steps asked for without a message.</summary>
    public int NudgeCount { get; set; }

    public object? Session { get; set; }

    public LinkedListNode<Mailbox>? IdleNode { get; set; }

    /// <summary>Voids everything, also the result of a step under way.</summary>
    public void Clear()
    {
        Generation++;
        Waiting = [];
        Deferred = [];
        Inbox.Clear();
        Session = null;
    }
}
