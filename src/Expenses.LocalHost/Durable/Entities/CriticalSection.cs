using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>What an orchestrator may not do while it holds entity locks (durable-semantics §11).</summary>
internal sealed class CriticalSection
{
    private readonly HashSet<EntityInstanceId> _busy = [];
    private IReadOnlyList<EntityInstanceId> _locked = [];

    public string? LockId { get; private set; }

    public IReadOnlyList<EntityInstanceId>? Locked => LockId is null ? null : _locked;

    public void CheckEnter()
    {
        if (LockId is not null)
        {
            throw new InvalidOperationException("Must not enter another critical section from within a critical section.");
        }
    }

    public void CheckSubOrchestration()
    {
        if (LockId is not null)
        {
            throw new InvalidOperationException("While holding locks, cannot call suborchestrators.");
        }
    }

    public void CheckSignal(EntityInstanceId id)
    {
        if (LockId is not null && _locked.Contains(id))
        {
            throw new InvalidOperationException("Must not signal a locked entity from a critical section.");
        }
    }

    public void Enter(string lockId, IReadOnlyList<EntityInstanceId> ids)
    {
        LockId = lockId;
        _locked = ids;
        _busy.Clear();
    }

    public void BeginCall(EntityInstanceId id)
    {
        if (LockId is null)
        {
            return;
        }

        if (!_locked.Contains(id))
        {
            throw new InvalidOperationException("Must not call an entity from a critical section unless it is one of the locked entities.");
        }

        if (!_busy.Add(id))
        {
            throw new InvalidOperationException("Must not call an entity from a critical section while a prior call to the same entity is still pending.");
        }
    }

    public void EndCall(EntityInstanceId id) => _busy.Remove(id);

    /// <summary>Gives the entities to release; none when this section has been left before.</summary>
    public IReadOnlyList<EntityInstanceId> Leave(string lockId)
    {
        if (!string.Equals(LockId, lockId, StringComparison.Ordinal))
        {
            return [];
        }

        LockId = null;
        return _locked;
    }
}
