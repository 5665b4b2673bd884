using System.Text.Json.Serialization;
using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>What reaches an entity (durable-semantics §11).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EntityOperation), "operation")]
[JsonDerivedType(typeof(EntityLock), "lock")]
[JsonDerivedType(typeof(EntityUnlock), "unlock")]
internal abstract record EntityMessage;

/// <summary>A signal has no caller to answer; a call answers the orchestration it names.</summary>
internal sealed record EntityOperation(string RequestId, string Operation, string? Input) : EntityMessage
{
    public bool IsSignal { get; init; }

    public string? CallerId { get; init; }

    public string? CallerExecutionId { get; init; }

    /// <summary>The W3C trace parent of the operation; null when nobody traces.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Asks for the locks of a sorted set, one entity after the other; the entity at the position forwards it.</summary>
internal sealed record EntityLock(string LockId, string OwnerId, string OwnerExecutionId, IReadOnlyList<string> LockSet, int Position)
    : EntityMessage;

internal sealed record EntityUnlock(string LockId) : EntityMessage;

/// <summary>The answer to a call or to a lock request; the lock set lets a lock nobody waits for any more be given back.</summary>
internal sealed record EntityResponse(string? Result, Failure? Failure, IReadOnlyList<string>? LockSet = null);
