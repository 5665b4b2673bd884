using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>What one step has taken out of its mailbox, and what of the store it is to look at besides.</summary>
internal sealed record Turn(
    int Generation, int Nudges, object? Session, IReadOnlyList<Delivery> Deliveries, Blockade? Blockade, (long After, long UpTo) Unseen)
{
    /// <summary>Called under the lock of the room.</summary>
    public static Turn Begin(Mailbox mailbox)
    {
        var turn = new Turn(
            mailbox.Generation,
            mailbox.NudgeCount,
            mailbox.Session,
            [.. mailbox.Deferred, .. mailbox.Waiting],
            mailbox.Inbox.Blockade,
            mailbox.Inbox.Unseen);
        mailbox.Waiting = [];
        mailbox.Deferred = [];
        return turn;
    }
}
