using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Client;

/// <summary>Callers that wait for a status; they are told by the commit, nobody polls.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Exception> _failed = new(StringComparer.Ordinal);

    public async Task WaitAsync(
        string instanceId,
        Func<OrchestrationRuntimeStatus, bool> until,
        Func<OrchestrationRuntimeStatus?> current,
        CancellationToken cancellation)
    {
        var waiter = new Waiter(until, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Add(instanceId, waiter);
        try
        {
            // Looked at after the registration, so that no change falls in between.
            if (current() is { } status && until(status))
            {
                return;
            }

            await using var cancelled = cancellation.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter.Reached);
            await waiter.Reached.Task;
        }
        finally
        {
            Remove(instanceId, waiter);
        }
    }

    /// <summary>The instance cannot change any more; who waits for it, now or later, is told why.</summary>
    public void Fail(string instanceId, Exception error)
    {
        lock (_gate)
        {
            _failed[instanceId] = error;
            foreach (var waiter in _waiters.GetValueOrDefault(instanceId) ?? [])
            {
                waiter.Reached.TrySetException(error);
            }
        }
    }

    public void OnStatus(string instanceId, OrchestrationRuntimeStatus status)
    {
        lock (_gate)
        {
            _failed.Remove(instanceId);
            if (_waiters.TryGetValue(instanceId, out var waiters))
            {
                waiters.ForEach(waiter => waiter.See(status));
            }
        }
    }

    private void Add(string instanceId, Waiter waiter)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(instanceId, out var waiters))
            {
                _waiters[instanceId] = waiters = [];
            }

            waiters.Add(waiter);
            if (_failed.TryGetValue(instanceId, out var error))
            {
                waiter.Reached.TrySetException(error);
            }
        }
    }

    private void Remove(string instanceId, Waiter waiter)
    {
        lock (_gate)
        {
            var waiters = _waiters[instanceId];
            waiters.Remove(waiter);
            if (waiters.Count == 0)
            {
                _waiters.Remove(instanceId);
            }
        }
    }

    private sealed record Waiter(Func<OrchestrationRuntimeStatus, bool> Until, TaskCompletionSource Reached)
    {
        public void See(OrchestrationRuntimeStatus status)
        {
            if (Until(status))
            {
                Reached.TrySetResult();
            }
        }
    }
}
