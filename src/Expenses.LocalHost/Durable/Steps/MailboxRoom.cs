using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>
/// The mailboxes in memory: those with work queue for a turn in the order they got it, idle ones stay for their session
/// until the bound drives out the one that was idle longest.
/// </summary>
internal sealed class MailboxRoom(CacheLimit limit, ITurns turns)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly LinkedList<Mailbox> _idle = new();
    private int _scheduled;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _mailboxes.Count;
            }
        }
    }

    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _scheduled == 0;
            }
        }
    }

    /// <summary>Says which instances have messages in the store from before the start.</summary>
    public void Fill(IEnumerable<string> owners)
    {
        lock (_gate)
        {
            foreach (var owner in owners)
            {
                var mailbox = Open(owner);
                mailbox.HasStoredMessages = true;
                Schedule(mailbox);
            }
        }
    }

    public void Deliver(Delivery delivery)
    {
        lock (_gate)
        {
            var mailbox = Open(delivery.InstanceId);
            mailbox.Waiting.Add(delivery);
            Schedule(mailbox);
        }
    }

    /// <summary>Asks for a step without messages, for a session that noticed something by itself.</summary>
    public void Nudge(string instanceId)
    {
        lock (_gate)
        {
            if (_mailboxes.TryGetValue(instanceId, out var mailbox))
            {
                mailbox.NudgeCount++;
                Schedule(mailbox);
            }
        }
    }

    /// <summary>Forgets what memory holds of an instance that was replaced or purged.</summary>
    public void Reset(string instanceId)
    {
        lock (_gate)
        {
            if (_mailboxes.TryGetValue(instanceId, out var mailbox))
            {
                mailbox.Clear();
                Settle(mailbox);
            }
        }
    }

    public Turn Begin(Mailbox mailbox)
    {
        lock (_gate)
        {
            return Turn.Begin(mailbox);
        }
    }

    public void Finish(Mailbox mailbox, Turn turn, StepResult result)
    {
        lock (_gate)
        {
            if (mailbox.Generation == turn.Generation)
            {
                mailbox.Session = result.Commit is { IsVoid: true } ? null : result.Session;
                mailbox.Deferred = result.Deferred;
            }

            Unschedule(mailbox);
            if (mailbox.Waiting.Count > 0 || mailbox.HasStoredMessages || mailbox.NudgeCount > turn.Nudges)
            {
                Schedule(mailbox);
            }
            else
            {
                Settle(mailbox);
            }
        }
    }

    /// <summary>The turn has not happened: its messages wait again, in their old order. The mailbox stays scheduled.</summary>
    public void TakeBack(Mailbox mailbox, Turn turn)
    {
        lock (_gate)
        {
            if (mailbox.Generation == turn.Generation)
            {
                mailbox.Session = null;
                mailbox.HasStoredMessages |= turn.HasStoredMessages;
                mailbox.Waiting = [.. turn.Deliveries, .. mailbox.Waiting];
            }
        }
    }

    /// <summary>Gives it no turn before its next message.</summary>
    public void Shelve(Mailbox mailbox)
    {
        lock (_gate)
        {
            Unschedule(mailbox);
        }
    }

    public void Reschedule(Mailbox mailbox)
    {
        lock (_gate)
        {
            Unschedule(mailbox);
            Schedule(mailbox);
        }
    }

    /// <summary>Results of activities that no step has taken: they exist in memory only.</summary>
    public IReadOnlyList<Delivery> UntakenResults()
    {
        lock (_gate)
        {
            return [.. _mailboxes.Values
                .SelectMany(mailbox => mailbox.Deferred.Concat(mailbox.Waiting))
                .Where(delivery => delivery.Source == DeliverySource.Activity)];
        }
    }

    private Mailbox Open(string instanceId)
    {
        if (!_mailboxes.TryGetValue(instanceId, out var mailbox))
        {
            mailbox = new Mailbox(instanceId);
            _mailboxes.Add(instanceId, mailbox);
        }

        return mailbox;
    }

    private void Schedule(Mailbox mailbox)
    {
        if (mailbox.IsScheduled)
        {
            return;
        }

        mailbox.IsScheduled = true;
        _scheduled++;
        LeaveIdle(mailbox);
        turns.Add(mailbox);
    }

    private void Unschedule(Mailbox mailbox)
    {
        mailbox.IsScheduled = false;
        _scheduled--;
    }

    /// <summary>Keeps an idle mailbox for its session or its deferred messages, else lets go of it.</summary>
    private void Settle(Mailbox mailbox)
    {
        if (mailbox.IsScheduled)
        {
            return;
        }

        LeaveIdle(mailbox);
        if (mailbox.Session is null)
        {
            RemoveIfEmpty(mailbox);
            return;
        }

        mailbox.IdleNode = _idle.AddLast(mailbox);
        var maxIdle = limit.Next();
        while (_idle.Count > maxIdle)
        {
            var oldest = _idle.First!.Value;
            LeaveIdle(oldest);
            oldest.Session = null;
            RemoveIfEmpty(oldest);
        }
    }

    private void LeaveIdle(Mailbox mailbox)
    {
        if (mailbox.IdleNode is { } node)
        {
            _idle.Remove(node);
            mailbox.IdleNode = null;
        }
    }

    private void RemoveIfEmpty(Mailbox mailbox)
    {
        if (mailbox.Deferred.Count == 0)
        {
            _mailboxes.Remove(mailbox.InstanceId);
        }
    }
}
