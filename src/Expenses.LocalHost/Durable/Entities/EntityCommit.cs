using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>All that a batch of operations of one entity changes, in one transaction.</summary>
internal sealed class EntityCommit : StepCommit
{
    private readonly List<Delivery> _taken = [];
    private readonly List<Action<StoreWriter>> _outgoing = [];

    /// <summary>The row after the batch, null when it is as before.</summary>
    public EntityRow? Row { get; set; }

    public bool IsEmpty => _taken.Count == 0;

    public void Take(Delivery delivery) => _taken.Add(delivery);

    public void Send(IEnumerable<Action<StoreWriter>> writes) => _outgoing.AddRange(writes);

    public override void Apply(StoreWriter writer)
    {
        _taken.ForEach(writer.Consume);
        if (Row is not null)
        {
            writer.PutEntity(Row);
        }

        _outgoing.ForEach(write => write(writer));
    }
}
