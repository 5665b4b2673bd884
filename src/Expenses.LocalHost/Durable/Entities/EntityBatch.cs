using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>State, lock and outgoing messages of an entity while a batch runs.</summary>
internal sealed class EntityBatch(EntityRow row)
{
    private readonly List<Action<StoreWriter>> _outgoing = [];

    public EntityRow Row { get; private set; } = row;

    public IReadOnlyList<Action<StoreWriter>> Outgoing => _outgoing;

    /// <summary>While locked, only the owner of the lock is heard.</summary>
    public bool MayTake(EntityMessage message) => Row.LockId is null || message switch
    {
        EntityOperation operation => string.Equals(operation.CallerId, Row.LockedBy, StringComparison.Ordinal) && !operation.IsSignal,
        EntityUnlock => true,
        _ => false,
    };

    public void Lock(EntityLock request, DateTime now)
    {
        Row = Row with { LockedBy = request.OwnerId, LockId = request.LockId, Modified = now };
        var next = request.Position + 1;
        if (next < request.LockSet.Count)
        {
            _outgoing.Add(writer => writer.Send(request.LockSet[next], null, request with { Position = next }));
            return;
        }

        var answer = Raised(request.LockId, new EntityResponse(null, null, request.LockSet), now);
        _outgoing.Add(writer =>
        {
            if (!writer.SendToRunning(request.OwnerId, request.OwnerExecutionId, answer))
            {
                GiveBack(writer, request);
            }
        });
    }

    public void Unlock(EntityUnlock release, DateTime now)
    {
        if (string.Equals(Row.LockId, release.LockId, StringComparison.Ordinal))
        {
            Row = Row with { LockedBy = null, LockId = null, Modified = now };
        }
    }

    public void Keep(string? state, IEnumerable<Action<StoreWriter>> outgoing, DateTime now)
    {
        Row = Row with { State = state, Modified = now };
        _outgoing.AddRange(outgoing);
    }

    public void Answer(EntityOperation call, EntityResponse response, DateTime now)
    {
        var answer = Raised(call.RequestId, response, now);
        _outgoing.Add(writer => writer.SendToRunning(call.CallerId!, call.CallerExecutionId, answer));
    }

    private static EventRaised Raised(string requestId, EntityResponse response, DateTime now)
        => new(requestId, HistoryJson.Write(response)) { FromEntity = true, Timestamp = now };

    private static void GiveBack(StoreWriter writer, EntityLock request)
    {
        foreach (var id in request.LockSet)
        {
            writer.Send(id, null, new EntityUnlock(request.LockId));
        }
    }
}
