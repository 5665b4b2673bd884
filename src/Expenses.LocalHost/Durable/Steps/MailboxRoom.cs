using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>
/// The mailboxes in memory: those with work queue for a turn in the order they got it, idle ones stay for their session
/// until the bound drives out the one that was idle longest.
/// </summary>
internal sealed class MailboxRoom(CacheLimit limit, int maxMessages, ITurns turns)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly IdleMailboxes _idle = new(limit);
    private int _scheduled;
    private long _turnsGiven;

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

    /// <summary>Messages in memory, of all instances.</summary>
    public int Messages
    {
        get
        {
            lock (_gate)
            {
                return _mailboxes.Values.Sum(mailbox => mailbox.InMemory);
            }
        }
    }

    private long? TurnsAtRest
    {
        get
        {
            lock (_gate)
            {
                return _scheduled == 0 ? _turnsGiven : null;
            }
        }
    }

    /// <summary>
    /// True when no instance has or waits for a turn and the rest is idle, too. Work goes to and fro between them: only with no
    /// turn from the one look to the other was there a moment at which neither had any.
    /// </summary>
    public bool IsIdleWith(Func<bool> rest) => TurnsAtRest is { } before && rest() && TurnsAtRest == before;

    /// <summary>Says which instances have messages in the store from before the start.</summary>
    public void Fill(IEnumerable<string> owners, long upTo)
    {
        lock (_gate)
        {
            foreach (var owner in owners)
            {
                var mailbox = Open(owner);
                mailbox.Waiting.RemoveAll(delivery => delivery.Source == DeliverySource.Inbox);
                mailbox.Inbox.Fill(upTo);
                Schedule(mailbox);
            }
        }
    }

    public void Deliver(Delivery delivery)
    {
        lock (_gate)
        {
            var mailbox = Open(delivery.InstanceId);
            if (delivery.Source != DeliverySource.Inbox || mailbox.Inbox.Admit(delivery.Row, mailbox.InMemory < maxMessages))
            {
                mailbox.Waiting.Add(delivery);
                Schedule(mailbox);
            }
            else if (mailbox.Inbox.Blockade is not { } blockade || blockade.Wants(delivery.Body))
            {
                Schedule(mailbox);
            }
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

    /// <summary>The step has ended, and has looked at the store up to a row.</summary>
    public void Finish(Mailbox mailbox, Turn turn, long seenTo, StepResult result)
    {
        lock (_gate)
        {
            if (mailbox.Generation == turn.Generation && result.Commit is { IsVoid: true })
            {
                // Not replaced, so rewound: those the step wanted to drop have somebody again.
                PutBack(mailbox, turn);
            }
            else if (mailbox.Generation == turn.Generation)
            {
                mailbox.Session = result.Session;
                mailbox.Inbox.Advance(turn.Blockade, result.Blockade, seenTo);
                Defer(mailbox, result.Deferred);
            }

            Unschedule(mailbox);
            if (mailbox.Waiting.Count > 0 || mailbox.Inbox.HasUnseen || mailbox.NudgeCount > turn.Nudges)
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
                PutBack(mailbox, turn);
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

    private static void PutBack(Mailbox mailbox, Turn turn)
    {
        mailbox.Session = null;
        mailbox.Waiting = [.. turn.Deliveries, .. mailbox.Waiting];
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
        _turnsGiven++;
        _idle.Remove(mailbox);
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

        _idle.Remove(mailbox);
        if (mailbox.Session is null)
        {
            RemoveIfEmpty(mailbox);
            return;
        }

        _idle.Add(mailbox).ForEach(RemoveIfEmpty);
    }

    /// <summary>Keeps the first ones in memory; the others are in the store, and read again.</summary>
    private void Defer(Mailbox mailbox, IReadOnlyList<Delivery> deferred)
    {
        mailbox.Deferred = deferred;
        if (deferred.Where(delivery => delivery.Source == DeliverySource.Inbox).Skip(maxMessages - 1).Take(2).ToList() is not [{ Row: var last }, _])
        {
            return;
        }

        mailbox.Deferred = [.. deferred.Where(Stays)];
        mailbox.Waiting = [.. mailbox.Waiting.Where(Stays)];
        mailbox.Inbox.Forget(last);

        bool Stays(Delivery delivery) => delivery.Source != DeliverySource.Inbox || delivery.Row <= last;
    }

    private void RemoveIfEmpty(Mailbox mailbox)
    {
        if (mailbox.Deferred.Count == 0 && !mailbox.Inbox.HasMore)
        {
            _mailboxes.Remove(mailbox.InstanceId);
        }
    }
}
