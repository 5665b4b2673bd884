using Expenses.LocalHost.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Expenses.Simulation;

/// <summary>One life of a worker on the store: from its start to its death.</summary>
internal sealed class Worker : IDisposable
{
    private readonly SimulatedClock _clock;
    private readonly OneThread _thread = new("the engine", Environment.CurrentManagedThreadId);
    private readonly SimulatedClock _shared;
    private readonly SimulatedDriver _driver;
    private readonly DurableEngine _engine;

    public Worker(
        SimulatedClock shared,
        Trace trace,
        bool inOrder,
        Func<SimulatedDriver, DurableEngineOptions> options,
        Func<TimeProvider, IDurableFunctions> functions,
        ILoggerFactory loggers)
    {
        _shared = shared;
        _clock = shared.ForWorker();
        _driver = new SimulatedDriver(trace, Environment.CurrentManagedThreadId, inOrder);
        _engine = new DurableEngine(options(_driver), functions(_clock), _clock, loggers);
        Do(() => _ = _engine.StartAsync(CancellationToken.None));
    }

    public DurableTaskClient Client => _engine.Client;

    /// <summary>Instances and entities in memory.</summary>
    public int CachedInstances => _engine.CachedInstances;

    public bool AnyChoice => _driver.AnyChoice;

    public IEnumerable<Choice> Choices() => _driver.Choices();

    /// <summary>Does something on the engine's thread, with all that follows from it at once.</summary>
    public void Do(Action action)
    {
        CheckThread();
        _thread.Run(action);
        _thread.RunAll();
        CheckThread();
    }

    /// <exception cref="InvalidOperationException">Something runs that nothing in the simulation can bring to its end.</exception>
    public void CheckQuiet()
    {
        if (!_engine.IsIdle)
        {
            var running = string.Join(", ", _driver.Activities.Running.Select(activity => activity.Name));
            throw new InvalidOperationException($"Nothing can happen next, but something waits for what is not simulated: {running}.");
        }
    }

    /// <summary>Its death: nothing is waited for.</summary>
    public void Dispose()
    {
        _shared.Forget(_clock);
        _engine.Abandon();
    }

    private void CheckThread()
    {
        if (_driver.Activities.Running.Append(_thread).FirstOrDefault(context => context.WasLeft) is { } stray)
        {
            throw new InvalidOperationException(
                $"{stray.Name} went on on another thread (thread pool, I/O, ConfigureAwait(false)): what comes next would depend on the machine.");
        }
    }
}
