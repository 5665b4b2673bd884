using System.Threading.Channels;
using Expenses.LocalHost.Durable.Store;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>
/// Gives every instance with messages its turn, first come first served, one step at a time per instance. A step frees
/// its place before its commit, so that many steps share one flush; the instance goes on when the commit is on disk.
/// </summary>
internal sealed partial class StepScheduler(
    IStepper stepper, StorePool stores, CommitQueue commits, DurableEngineOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly LinkedList<Mailbox> _idle = new();
    private readonly Channel<Mailbox> _ready = Channel.CreateUnbounded<Mailbox>();
    private readonly List<Task> _workers = [];
    private long _storedUpTo;
    private int _committing;
    private int _scheduled;
    private volatile bool _stopping;

    /// <summary>Instances kept in memory.</summary>
    public int Cached
    {
        get
        {
            lock (_gate)
            {
                return _mailboxes.Count;
            }
        }
    }

    /// <summary>True when no instance has or waits for a turn.</summary>
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

    public void Start(IReadOnlyList<string> owners, long storedUpTo)
    {
        lock (_gate)
        {
            _storedUpTo = storedUpTo;
            foreach (var owner in owners)
            {
                var mailbox = Open(owner);
                mailbox.HasStoredMessages = true;
                Schedule(mailbox);
            }
        }

        for (var i = 0; i < options.MaxConcurrentOrchestrators; i++)
        {
            _workers.Add(Task.Run(WorkAsync));
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

    /// <summary>A step without messages, for a session that noticed something by itself.</summary>
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
            if (!_mailboxes.TryGetValue(instanceId, out var mailbox))
            {
                return;
            }

            mailbox.Generation++;
            mailbox.Waiting = [];
            mailbox.Deferred = [];
            mailbox.HasStoredMessages = false;
            mailbox.Session = null;
            Settle(mailbox);
        }
    }

    /// <summary>Lets running steps end and their commits land. Gives the messages that exist in memory only.</summary>
    public async Task<IReadOnlyList<Delivery>> StopAsync()
    {
        _stopping = true;
        _ready.Writer.TryComplete();
        await Task.WhenAll(_workers);
        while (Volatile.Read(ref _committing) > 0)
        {
            await Task.Yield();
        }

        lock (_gate)
        {
            return [.. _mailboxes.Values
                .SelectMany(mailbox => mailbox.Deferred.Concat(mailbox.Waiting))
                .Where(delivery => delivery.Source == DeliverySource.Activity)];
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var mailbox in _ready.Reader.ReadAllAsync())
        {
            if (_stopping)
            {
                return;
            }

            await StepAsync(mailbox);
        }
    }

    private async Task StepAsync(Mailbox mailbox)
    {
        Turn turn;
        lock (_gate)
        {
            turn = Turn.Begin(mailbox);
        }

        try
        {
            if (turn.HasStoredMessages)
            {
                using var store = stores.Rent();
                turn.Deliveries.InsertRange(0, store.Reader.ReadInbox(mailbox.InstanceId, _storedUpTo));
            }

            var result = await stepper.StepAsync(new StepInput(mailbox.InstanceId, turn.Session, turn.Deliveries));
            Interlocked.Increment(ref _committing);
            _ = FinishAsync(mailbox, turn, result);
        }
#pragma warning disable CA1031 // A step that can't be taken now (disk, memory) is taken again later; its messages are still in the store.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Retry(mailbox, turn, e);
        }
    }

    private async Task FinishAsync(Mailbox mailbox, Turn turn, StepResult result)
    {
        try
        {
            if (result.Commit is not null)
            {
                await commits.CommitAsync(result.Commit);
            }

            lock (_gate)
            {
                Finish(mailbox, turn, result);
            }
        }
#pragma warning disable CA1031 // As above: what is not on disk has not happened.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Retry(mailbox, turn, e);
        }
        finally
        {
            Interlocked.Decrement(ref _committing);
        }
    }

    private void Finish(Mailbox mailbox, Turn turn, StepResult result)
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

    private void Retry(Mailbox mailbox, Turn turn, Exception error)
    {
        if (_stopping || commits.IsDead)
        {
            return;
        }

        LogStepFailed(logger, error, mailbox.InstanceId);
        lock (_gate)
        {
            if (mailbox.Generation == turn.Generation)
            {
                mailbox.Session = null;
                mailbox.HasStoredMessages |= turn.HasStoredMessages;
                var taken = turn.HasStoredMessages ? turn.Deliveries.Where(d => d.Source != DeliverySource.Inbox || d.Row > _storedUpTo) : turn.Deliveries;
                mailbox.Waiting = [.. taken, .. mailbox.Waiting];
            }
        }

        _ = ScheduleLaterAsync(mailbox);
    }

    private async Task ScheduleLaterAsync(Mailbox mailbox)
    {
        await Task.Delay(RetryDelay, time);
        lock (_gate)
        {
            Unschedule(mailbox);
            Schedule(mailbox);
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
        if (mailbox.IdleNode is { } node)
        {
            _idle.Remove(node);
            mailbox.IdleNode = null;
        }

        _ready.Writer.TryWrite(mailbox);
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

        if (mailbox.IdleNode is { } known)
        {
            _idle.Remove(known);
            mailbox.IdleNode = null;
        }

        if (mailbox.Session is not null)
        {
            mailbox.IdleNode = _idle.AddLast(mailbox);
        }
        else if (mailbox.Deferred.Count == 0)
        {
            _mailboxes.Remove(mailbox.InstanceId);
        }

        while (_idle.Count > options.MaxCachedInstances)
        {
            Evict(_idle.First!.Value);
        }
    }

    private void Evict(Mailbox mailbox)
    {
        _idle.Remove(mailbox.IdleNode!);
        mailbox.IdleNode = null;
        mailbox.Session = null;
        if (mailbox.Deferred.Count == 0)
        {
            _mailboxes.Remove(mailbox.InstanceId);
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "A step of instance {InstanceId} could not be taken or saved; it is taken again.")]
    private static partial void LogStepFailed(ILogger logger, Exception error, string instanceId);
}
