using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>What one step has taken out of its mailbox.</summary>
internal sealed record Turn(int Generation, int Nudges, bool HasStoredMessages, object? Session, IReadOnlyList<Delivery> Deliveries)
{
    /// <summary>Called under the lock of the room.</summary>
    public static Turn Begin(Mailbox mailbox)
    {
        var turn = new Turn(
            mailbox.Generation, mailbox.NudgeCount, mailbox.HasStoredMessages, mailbox.Session, [.. mailbox.Deferred, .. mailbox.Waiting]);
        mailbox.Waiting = [];
        mailbox.Deferred = [];
        mailbox.HasStoredMessages = false;
        return turn;
    }
}
