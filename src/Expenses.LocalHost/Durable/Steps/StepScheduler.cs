using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Durable.Store.Damage;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>
/// Gives every instance with messages its turn, first come first served, one step at a time per instance. A step frees
/// its place before its commit, so that many steps share one flush; the instance goes on when the commit is on disk.
/// </summary>
internal sealed partial class StepScheduler(
    IStepper stepper, InboxPages inbox, ICommitQueue commits, ITurns turns, CacheLimit cacheLimit, TimeProvider time, ILogger logger)
    : IMessageSink
{
    /// <summary>Steps that wait for the disk; beyond them each worker waits for its own.</summary>
    public const int MaxUncommitted = 1000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly MailboxRoom _room = new(cacheLimit, inbox.Size, turns);
    private int _committing;
    private volatile bool _stopping;

    /// <summary>Instances kept in memory.</summary>
    public int Cached => _room.Count;

    /// <summary>Messages in memory that no step has taken.</summary>
    public int Messages => _room.Messages;

    /// <inheritdoc cref="MailboxRoom.IsIdleWith"/>
    public bool IsIdleWith(Func<bool> rest) => _room.IsIdleWith(rest);

    /// <summary>Begins with the instances that have messages from before; later rows are delivered by their commits.</summary>
    public void Start(IReadOnlyList<string> owners, long storedUpTo)
    {
        _room.Fill(owners, storedUpTo);
        turns.Start(StepAsync);
    }

    public void Deliver(Delivery delivery) => _room.Deliver(delivery);

    public void Nudge(string instanceId) => _room.Nudge(instanceId);

    public void Reset(string instanceId) => _room.Reset(instanceId);

    /// <summary>Lets running steps end and their commits land. Gives the messages that exist in memory only.</summary>
    public async Task<IReadOnlyList<Delivery>> StopAsync()
    {
        _stopping = true;
        await turns.StopAsync();
        while (Volatile.Read(ref _committing) > 0)
        {
            await Task.Yield();
        }

        return _room.UntakenResults();
    }

    private async Task StepAsync(Mailbox mailbox)
    {
        var turn = _room.Begin(mailbox);
        try
        {
            var page = inbox.Read(mailbox.InstanceId, turn);
            var result = await stepper.StepAsync(new StepInput(mailbox.InstanceId, turn.Session, [.. turn.Deliveries, .. page.Deliveries]));
            var uncommitted = Interlocked.Increment(ref _committing);
            var finish = FinishAsync(mailbox, turn, page.SeenTo, result);
            if (uncommitted > MaxUncommitted)
            {
                // The disk is behind: no more steps before it has caught up.
                await finish;
            }
        }
#pragma warning disable CA1031 // A step that can't be taken now (disk, memory) is taken again later; its messages are still in the store.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Retry(mailbox, turn, e);
        }
    }

    private async Task FinishAsync(Mailbox mailbox, Turn turn, long seenTo, StepResult result)
    {
        try
        {
            if (result.Commit is not null)
            {
                await commits.CommitAsync(result.Commit);
            }

            _room.Finish(mailbox, turn, seenTo, result);
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

    private void Retry(Mailbox mailbox, Turn turn, Exception error)
    {
        _room.TakeBack(mailbox, turn);
        if (_stopping || commits.IsDead)
        {
            return;
        }

        if (DamagedStoreException.Is(error))
        {
            // Trying again would read the same; others go on.
            LogDamaged(logger, error, mailbox.InstanceId);
            stepper.OnDamaged(mailbox.InstanceId, error);
            _room.Shelve(mailbox);
            return;
        }

        LogStepFailed(logger, error, mailbox.InstanceId);
        _ = ScheduleLaterAsync(mailbox);
    }

    private async Task ScheduleLaterAsync(Mailbox mailbox)
    {
        await Task.Delay(RetryDelay, time);
        _room.Reschedule(mailbox);
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "A step of instance {InstanceId} could not be taken or saved; it is taken again.")]
    private static partial void LogStepFailed(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Critical, Message = "Instance {InstanceId} stands still: its stored state is damaged.")]
    private static partial void LogDamaged(ILogger logger, Exception error, string instanceId);
}
