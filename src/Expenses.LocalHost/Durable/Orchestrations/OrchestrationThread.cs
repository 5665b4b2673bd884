namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>
/// The one thread an orchestrator may run on: while a step runs, its thread is this context, so that continuations of
/// durable tasks run inline. A continuation that comes from elsewhere is an illegal await (durable-semantics §1).
/// </summary>
internal sealed class OrchestrationThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly Action _onForeign;
    private int _thread;
    private volatile bool _foreign;

    public OrchestrationThread(Action onForeign) => _onForeign = onForeign;

    /// <summary>True once something other than a durable task has tried to go on with the orchestrator.</summary>
    public bool HasForeignContinuation => _foreign;

    public bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    public void Check()
    {
        if (!IsCurrent)
        {
            throw IllegalAwait();
        }
    }

    public static InvalidOperationException IllegalAwait() => new(
        "An invalid asynchronous invocation was detected: the orchestrator awaited something that is not a durable task "
        + "of its context, or left its thread (Task.Run, ConfigureAwait(false), Task.Delay, I/O).");

    public void Run(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            action();
            RunPosted();
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Continuations the runtime did not run inline because the stack was deep.</summary>
    public void RunPosted()
    {
        while (_posted.TryDequeue(out var work))
        {
            work.Callback(work.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _posted.Enqueue((d, state));
            return;
        }

        _foreign = true;
        _onForeign();
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    public override SynchronizationContext CreateCopy() => this;
}
