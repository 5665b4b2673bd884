using Expenses.LocalHost.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Simulation;

/// <summary>
/// The durable engine on the caller's thread and on a virtual clock. It does nothing by itself: <see cref="Choices"/> says
/// what could happen next, and a test or a seeded policy takes one after the other. The same choices give the same trace.
/// For one thread; functions have to stay on it.
/// </summary>
internal sealed class DeterministicEngine : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulated-");
    private readonly Func<TimeProvider, IDurableFunctions> _functions;
    private readonly DeterministicSettings _settings;
    private readonly ILoggerFactory _loggers;
    private readonly Random _ids;
    private readonly Trace _trace = new();
    private readonly List<ClientScript> _clients = [];
    private Worker _worker;
    private int _happened;

    /// <param name="functions">Called for each life of the worker, with its clock: what it makes dies with the worker.</param>
    /// <param name="settings">Bounds; null for the defaults.</param>
    /// <param name="loggers">Where the engine logs; null for nowhere.</param>
    public DeterministicEngine(
        Func<TimeProvider, IDurableFunctions> functions, DeterministicSettings? settings = null, ILoggerFactory? loggers = null)
    {
        _functions = functions;
        _settings = settings ?? new DeterministicSettings();
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _ids = new Random(_settings.Seed);
        _worker = Open();
    }

    public SimulatedClock Clock { get; } = new();

    /// <summary>The client of the living worker; its calls have ended when they return, waits apart.</summary>
    public DurableTaskClient Client => _worker.Client;

    /// <summary>Instances and entities in memory.</summary>
    public int CachedInstances => _worker.CachedInstances;

    /// <summary>What was chosen and what reached the disk.</summary>
    public string TraceText => _trace.ToString();

    /// <summary>True when every client has made its calls.</summary>
    public bool ClientsAreDone => _clients.TrueForAll(client => client.IsDone);

    /// <summary>Adds somebody outside, who makes his calls in their order while everything else happens.</summary>
    public void AddClient(string name, params IReadOnlyList<ClientCall> calls) => _clients.Add(new ClientScript(name, calls, _trace));

    /// <summary>Everything that can happen next. A death always can; when nothing else can, the engine is quiet.</summary>
    public IReadOnlyList<Choice> Choices()
    {
        var choices = _worker.Choices().ToList();
        foreach (var client in _clients.Where(client => client.CanCall(_happened)))
        {
            choices.Add(new Choice(ChoiceKind.Client, client.Text, () => client.Call(_worker.Client, _happened)));
        }

        if (Clock.NextAlarm is not null)
        {
            choices.Add(new Choice(ChoiceKind.PassTime, "pass time", PassTime));
        }

        choices.Add(new Choice(ChoiceKind.Die, "die", Reopen));
        return choices;
    }

    /// <summary>Takes a choice of the present list.</summary>
    /// <exception cref="InvalidOperationException">A function left the thread.</exception>
    public void Take(Choice choice)
    {
        _trace.Choose(choice);
        _happened += choice.Kind == ChoiceKind.Client ? 0 : 1;
        if (choice.Kind is ChoiceKind.Die or ChoiceKind.PassTime)
        {
            choice.Take();
        }
        else
        {
            _worker.Do(choice.Take);
        }

        if (_clients.Find(client => client.Fault is not null) is { Fault: { } fault })
        {
            throw new InvalidOperationException($"A client's call ended as nobody expected: {fault.Message}", fault);
        }
    }

    /// <summary>The worker dies and a new one opens the store.</summary>
    public void Die() => Take(Choices().Single(choice => choice.Kind == ChoiceKind.Die));

    /// <summary>Follows a policy until a condition holds, or until nothing can happen any more.</summary>
    /// <exception cref="InvalidOperationException">There is no end, or a function waits for what is not simulated.</exception>
    public void Run(IPolicy policy, Func<bool>? until = null)
    {
        for (var taken = 0; taken < _settings.MaxChoices; taken++)
        {
            if (until?.Invoke() == true)
            {
                return;
            }

            var choices = Choices();
            if (choices.Count == 1)
            {
                _worker.CheckQuiet();
                return;
            }

            Take(policy.Choose(choices));
        }

        throw new InvalidOperationException($"No end after {_settings.MaxChoices} choices.");
    }

    public void Dispose()
    {
        _worker.Dispose();
        _directory.Delete(recursive: true);
    }

    private void PassTime()
    {
        // Alarms that set nothing off are passed over.
        do
        {
            _worker.Do(Clock.RingNext);
        }
        while (!_worker.AnyChoice && Clock.NextAlarm is not null);
        _trace.Passed(Clock.GetUtcNow());
    }

    private void Reopen()
    {
        _worker.Dispose();
        _clients.ForEach(client => client.WorkerDied());
        _worker = Open();
    }

    private Worker Open() => new(Clock, _trace, _settings.MaxMessagesInMemory < int.MaxValue, Options, _functions, _loggers);

    private DurableEngineOptions Options(SimulatedDriver driver) => new()
    {
        DatabasePath = Path.Combine(_directory.FullName, "durable.db"),
        Driver = driver,
        NewId = NewId,
        SyncsCommits = false,
        MaxCachedInstances = _settings.MaxCachedInstances,
        MaxMessagesInMemory = _settings.MaxMessagesInMemory,
        MaxConcurrentActivities = _settings.MaxConcurrentActivities,
        IsMemoryScarce = () => false,
    };

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _ids.NextBytes(bytes);
        return new Guid(bytes);
    }
}
