using System.Collections.Concurrent;

namespace Expenses.Simulation;

/// <summary>
/// The context of code that is driven by one thread: what it posts waits here until the simulation runs it. A post from any
/// other thread is remembered as a fault, since its moment would depend on the machine.
/// </summary>
internal sealed class OneThread(string name, int thread) : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public string Name => name;

    public bool HasWork => !_posted.IsEmpty;

    /// <summary>True once something went on on another thread.</summary>
    public bool WasLeft { get; private set; }

    /// <summary>Runs the oldest post.</summary>
    public void RunOne()
    {
        if (_posted.TryDequeue(out var work))
        {
            Run(() => work.Callback(work.State));
        }
    }

    public void RunAll()
    {
        while (HasWork)
        {
            RunOne();
        }
    }

    public void Run(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        WasLeft |= Environment.CurrentManagedThreadId != thread;
        _posted.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;
}
