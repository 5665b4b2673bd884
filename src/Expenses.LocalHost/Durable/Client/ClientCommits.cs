using DurableTask.Core.Exceptions;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Client;

/// <summary>Starts an instance unless one stands in the way.</summary>
internal sealed class StartCommit(InstanceStart start, DateTime now, Func<OrchestrationRuntimeStatus, bool> mayReplace) : ICommit
{
    private OrchestrationRuntimeStatus? _existing;

    public void Apply(StoreWriter writer) => _existing = start.TryApply(writer, now, mayReplace);

    public void ThrowIfRefused()
    {
        if (_existing is { } status)
        {
            throw new OrchestrationAlreadyExistsException(
                $"An orchestration with the instance id '{start.InstanceId}' already exists and is {status}.");
        }
    }
}

/// <summary>Sends an event to an instance whose status allows it.</summary>
internal sealed class MessageCommit(string instanceId, object body, string verb, Func<OrchestrationRuntimeStatus, bool> allowed) : ICommit
{
    private OrchestrationRuntimeStatus? _status;

    public void Apply(StoreWriter writer)
    {
        _status = writer.FindStatus(instanceId);
        if (_status is { } status && allowed(status))
        {
            writer.Send(instanceId, null, body);
        }
    }

    public void ThrowIfRefused()
    {
        if (_status is not { } status)
        {
            throw new ArgumentException($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
        }

        if (!allowed(status))
        {
            throw new InvalidOperationException($"Cannot {verb} instance '{instanceId}': it is {status}.");
        }
    }
}

/// <summary>Sends a message to an entity, which needs no status.</summary>
internal sealed class SignalCommit(string entityId, object body, DateTime? due) : ICommit
{
    public void Apply(StoreWriter writer)
    {
        if (due is { } later)
        {
            writer.SendLater(entityId, null, timerId: null, later, body);
        }
        else
        {
            writer.Send(entityId, null, body);
        }
    }
}

/// <summary>
/// Removes instances. One named by its id goes whatever its status, as on Azure Storage; a filter takes those that have
/// ended (durable-semantics §10).
/// </summary>
internal sealed class PurgeCommit(IReadOnlyList<string> instanceIds, bool endedOnly) : ICommit
{
    public int Purged { get; private set; }

    public void Apply(StoreWriter writer)
    {
        Purged = 0;
        foreach (var id in instanceIds)
        {
            if (writer.FindStatus(id) is { } status && (!endedOnly || InstanceRow.IsTerminalStatus(status)))
            {
                writer.DeleteInstance(id);
                Purged++;
            }
        }
    }
}
