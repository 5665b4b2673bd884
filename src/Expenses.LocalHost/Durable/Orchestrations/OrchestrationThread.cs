namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>
/// The one thread an orchestrator may run on: while a step runs, its thread is this context, so that continuations of
/// durable tasks run inline. A continuation that comes from elsewhere is an illegal await (durable-semantics §1), and so is
/// a function that has ended elsewhere.
/// </summary>
internal sealed class OrchestrationThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly Action _onForeign;
    private int _thread;
    private volatile bool _foreign;
    private volatile bool _ended;
    private bool _watched;

    public OrchestrationThread(Action onForeign) => _onForeign = onForeign;

    /// <summary>True once something other than a durable task has tried to go on with the orchestrator.</summary>
    public bool HasForeignContinuation => _foreign;

    /// <summary>True once the orchestrator's method has ended, on this thread.</summary>
    public bool HasFunctionEnded
    {
        get => _ended;
        private set => _ended = value;
    }

    public bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    /// <summary>Refuses a use of the context that comes from elsewhere.</summary>
    /// <exception cref="InvalidOperationException">The orchestrator has left its thread.</exception>
    public void Check()
    {
        if (IsCurrent)
        {
            return;
        }

        // What is refused here may be through before the orchestrator awaits it: nothing comes back by Post then.
        if (!HasFunctionEnded)
        {
            _foreign = true;
            _onForeign();
        }

        throw IllegalAwait();
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

    /// <summary>
    /// Watches the task that the orchestrator's method itself has given, inside all middleware. It may end on this thread only.
    /// </summary>
    public void WatchFunction(Task function)
    {
        _watched = true;
        if (!IsCurrent)
        {
            // Middleware left the thread before it called the function.
            _foreign = true;
            return;
        }

        // Without a durable answer in between, a method that has waited and has ended went on elsewhere in the meantime.
        _foreign |= function.IsCompleted && HasWaited(function);
        _ = EndWithAsync(function);
    }

    /// <summary>Watches the whole invocation, unless the method in it has been seen.</summary>
    public void WatchWhole(Task invocation)
    {
        if (!_watched)
        {
            _ = EndWithAsync(invocation);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _posted.Enqueue((d, state));
        }
        else if (HasFunctionEnded)
        {
            // Middleware after the function: that may go on anywhere.
            d(state);
        }
        else
        {
            _foreign = true;
            _onForeign();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    public override SynchronizationContext CreateCopy() => this;

    // The compiler's async methods give a task of this type of the runtime's once they have waited, and a plain one before.
    private static bool HasWaited(Task task) => task.GetType().Name.StartsWith("AsyncStateMachineBox", StringComparison.Ordinal);

    /// <summary>Comes back here through <see cref="Post"/>, which knows from where.</summary>
    private async Task EndWithAsync(Task task)
    {
        try
        {
#pragma warning disable VSTHRD003 // It is the orchestrator's; awaiting it on its own thread is the point.
            await task;
#pragma warning restore VSTHRD003
        }
#pragma warning disable CA1031 // Whoever called the function has its failure; here only its end counts.
        catch (Exception)
#pragma warning restore CA1031
        {
            HasFunctionEnded = true;
            return;
        }

        HasFunctionEnded = true;
    }
}
