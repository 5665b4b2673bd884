using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.Simulation;

/// <summary>Messages that count, but have not reached their instances.</summary>
internal sealed class HeldMessages(IMessageSink mailboxes, Action<Delivery> seen, bool inOrder) : IMessageSink
{
    private readonly List<Delivery> _held = [];

    public bool Any => _held.Count > 0;

    /// <summary>
    /// Any message of an orchestration may come next: nothing promises an order there. Of an entity's the oldest, since
    /// messages from one sender keep their order (durable-semantics §11); a signal for later skips the queue.
    /// </summary>
    public IEnumerable<Choice> Choices()
    {
        var ordered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var delivery in _held)
        {
            var any = delivery.Source != DeliverySource.Inbox || !(inOrder || MessageBody.IsEntity(delivery.InstanceId));
            if (any || ordered.Add(delivery.InstanceId))
            {
                yield return new Choice(ChoiceKind.Deliver, () => "deliver " + Trace.Describe(delivery), () => HandOver(delivery));
            }
        }
    }

    public void Deliver(Delivery delivery)
    {
        seen(delivery);
        _held.Add(delivery);
    }

    public void Reset(string instanceId)
    {
        _held.RemoveAll(delivery => string.Equals(delivery.InstanceId, instanceId, StringComparison.Ordinal));
        mailboxes.Reset(instanceId);
    }

    private void HandOver(Delivery delivery)
    {
        _held.Remove(delivery);
        mailboxes.Deliver(delivery);
    }
}
