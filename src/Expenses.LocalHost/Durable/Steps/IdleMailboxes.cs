namespace Expenses.LocalHost.Durable.Steps;

/// <summary>Mailboxes that are kept for their session only, in the order they became idle. Used under the lock of the room.</summary>
internal sealed class IdleMailboxes(CacheLimit limit)
{
    private readonly LinkedList<Mailbox> _idle = new();

    /// <summary>Keeps one more, and gives those that were idle longest and have lost their sessions to the bound.</summary>
    public List<Mailbox> Add(Mailbox mailbox)
    {
        mailbox.IdleNode = _idle.AddLast(mailbox);
        var driven = new List<Mailbox>();
        var maxIdle = limit.Next();
        while (_idle.Count > maxIdle)
        {
            var oldest = _idle.First!.Value;
            Remove(oldest);
            oldest.Session = null;
            driven.Add(oldest);
        }

        return driven;
    }

    public void Remove(Mailbox mailbox)
    {
        if (mailbox.IdleNode is { } node)
        {
            _idle.Remove(node);
            mailbox.IdleNode = null;
        }
    }
}
