using System.Diagnostics.CodeAnalysis;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>Entities as an orchestrator uses them: call, signal, lock (durable-semantics §11).</summary>
internal sealed class EntityCalls(OrchestrationExecution execution) : TaskOrchestrationEntityFeature
{
    private readonly Dictionary<string, TaskCompletionSource<EntityResponse>> _waiting = new(StringComparer.Ordinal);
    private readonly CriticalSection _section = new();

    public bool AnyoneWaits => _waiting.Count > 0;

    public override async Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
        => execution.Converter.Deserialize<TResult>(await Call(id, operationName, input))!;

    public override async Task CallEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
        => await Call(id, operationName, input);

    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        execution.Thread.Check();
        _section.CheckSignal(id);
        var message = new EntityOperation(execution.NewGuid().ToString(), operationName, execution.Converter.Serialize(input))
        {
            IsSignal = true,
            CallerId = execution.InstanceId,
            TraceParent = DurableTrace.ParentOf(execution.Start),
        };
        execution.Send(id.ToString(), operationName, message.Input, message, options?.SignalTime?.UtcDateTime);
        return Task.CompletedTask;
    }

    public override async Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
    {
        execution.Thread.Check();
        _section.CheckEnter();
        var ids = entityIds.Distinct().OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
        {
            throw new ArgumentException("The list of entities to lock must not be empty.", nameof(entityIds));
        }

        var lockId = execution.NewGuid().ToString();
        var request = new EntityLock(
            lockId, execution.InstanceId, execution.Start!.ExecutionId, [.. ids.Select(id => id.ToString())], Position: 0);
        _section.Enter(lockId, ids);
        await Ask(request.LockSet[0], "lock", null, request, lockId);
        return new Release(this, lockId);
    }

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        execution.Thread.Check();
        entityIds = _section.Locked;
        return entityIds is not null;
    }

    public void CheckSubOrchestration() => _section.CheckSubOrchestration();

    public void Answer(string requestId, EntityResponse response)
    {
        if (_waiting.Remove(requestId, out var source))
        {
            source.TrySetResult(response);
        }
    }

    /// <summary>The orchestrator has ended: locks it still holds are given back.</summary>
    public void ReleaseAll()
    {
        // A lock that is still being acquired is given back when its grant finds nobody.
        if (_section.LockId is { } lockId && !_waiting.ContainsKey(lockId))
        {
            GiveBack(lockId);
        }
    }

    private async Task<string?> Call(EntityInstanceId id, string operation, object? input)
    {
        execution.Thread.Check();
        _section.BeginCall(id);
        var requestId = execution.NewGuid().ToString();
        var message = new EntityOperation(requestId, operation, execution.Converter.Serialize(input))
        {
            CallerId = execution.InstanceId,
            CallerExecutionId = execution.Start!.ExecutionId,
            TraceParent = DurableTrace.ParentOf(execution.Start),
        };
        var response = await Ask(id.ToString(), operation, message.Input, message, requestId);
        _section.EndCall(id);
        return response.Failure is { } failure
            ? throw new EntityOperationFailedException(id, operation, failure.ToDetails())
            : response.Result;
    }

    private Task<EntityResponse> Ask(string entityId, string name, string? input, EntityMessage message, string requestId)
    {
        // Continuations run inline, on the thread of the step.
        var source = new TaskCompletionSource<EntityResponse>();
        _waiting.Add(requestId, source);
        execution.Send(entityId, name, input, message);
        return source.Task;
    }

    private void GiveBack(string lockId)
    {
        foreach (var id in _section.Leave(lockId))
        {
            execution.Send(id.ToString(), "release", null, new EntityUnlock(lockId));
        }
    }

    private sealed class Release(EntityCalls calls, string lockId) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            calls.GiveBack(lockId);
            return ValueTask.CompletedTask;
        }
    }
}
