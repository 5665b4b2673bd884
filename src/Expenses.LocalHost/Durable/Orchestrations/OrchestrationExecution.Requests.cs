namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>What the context asks for on behalf of the function; every request takes the next sequence id.</summary>
internal sealed partial class OrchestrationExecution
{
    public Task<string?> CallActivity(string name, string version, string input)
    {
        var id = _nextId++;
        _requests.Add(id, new TaskAction(id, name, version, input));
        return Open(id, name, "activity").Task;
    }

    public Task<string?> CallSubOrchestration(
        string name, string version, string instanceId, string? input, IReadOnlyDictionary<string, string>? tags)
    {
        var id = _nextId++;
        _requests.Add(id, new SubOrchestrationAction(id, name, version, instanceId, input, tags));
        return Open(id, name, "orchestration").Task;
    }

    public Task StartTimer(DateTime fireAt, CancellationToken cancellation)
    {
        var id = _nextId++;
        var request = new TimerAction(id, fireAt);
        _requests.Add(id, request);
        var task = Open(id, "timer", traceType: null);
        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() => CancelTimer(request, task, cancellation));
        }

        return task.Task;
    }

    public void Send(string instanceId, string name, string? input, object message, DateTime? due = null)
    {
        var id = _nextId++;
        _requests.Add(id, new SendAction(id, instanceId, name, input, message, due));
    }

    private void CancelTimer(TimerAction request, OpenTask task, CancellationToken cancellation)
    {
        if (!_open.TryGetValue(request.Id, out var open) || open != task)
        {
            return;
        }

        _open.Remove(request.Id);
        if (_requests.ContainsKey(request.Id))
        {
            request.Cancelled = true;
        }
        else
        {
            _cancelledTimers.Add(request.Id);
        }

        task.Cancel(cancellation);
    }

    private OpenTask Open(int id, string name, string? traceType)
    {
        var task = new OpenTask(name, traceType, Now);
        _open.Add(id, task);
        return task;
    }
}
