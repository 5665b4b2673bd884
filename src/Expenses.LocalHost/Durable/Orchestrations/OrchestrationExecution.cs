using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>
/// One running orchestrator function: history events go in and complete its durable tasks one after the other, requests
/// come out. It stays in memory between steps; after a restart the same events are played to a new one.
/// </summary>
internal sealed partial class OrchestrationExecution
{
    private static readonly TimeSpan MiddlewareTime = TimeSpan.FromMinutes(1);

    private readonly IDurableFunctions _functions;
    private readonly Action _wake;
    private readonly LocalOrchestrationContext _context;
    private readonly SortedDictionary<int, OrchestratorAction> _requests = [];
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly Queue<HistoryEvent> _suspended = new();
    private readonly List<HistoryEvent> _carryOver = [];
    private List<int> _cancelledTimers = [];
    private readonly List<HistoryEvent> _unheard = [];
    private Task<object?>? _function;
    private int _played;
    private int _nextId;
    private int _nextGuid;

    public OrchestrationExecution(string instanceId, OrchestrationServices services, Action<OrchestrationExecution> wake)
    {
        InstanceId = instanceId;
        Services = services;
        _functions = services.Functions;
        Thread = new OrchestrationThread(() => wake(this));
        Events = new ExternalEvents(services.Options.Converter);
        Entities = new EntityCalls(this);
        _context = new LocalOrchestrationContext(this);
        _wake = () => wake(this);
    }

    public string InstanceId { get; }

    public OrchestrationServices Services { get; }

    public DataConverter Converter => Services.Options.Converter;

    public OrchestrationThread Thread { get; }

    public ExternalEvents Events { get; }

    public EntityCalls Entities { get; }

    public ExecutionStarted? Start { get; private set; }

    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    public bool IsSuspended { get; private set; }

    public string? CustomStatus { get; set; }

    public NextGeneration? Next { get; set; }

    public Completion? Completion { get; private set; }

    /// <summary>Set when a replay found the code changed.</summary>
    public NonDeterministicOrchestrationException? Mismatch { get; private set; }

    /// <summary>What the function is at, as the end of a sentence about it.</summary>
    public string Doing => _function switch
    {
        null => "has not begun",
        { IsFaulted: true } => $"has failed with {Failure.From(_function.Exception!.InnerException!)}",
        { IsCompleted: true } => "has ended",
        _ when WaitsForNothing() => "awaits something that is not a durable task of its context",
        _ => "waits for something else",
    };

    /// <summary>Events that came after ContinueAsNew was called: they belong to the next generation.</summary>
    public IReadOnlyList<HistoryEvent> CarryOver => _carryOver;

    /// <summary>Events that its end has left without anybody to hear them.</summary>
    public IEnumerable<HistoryEvent> Unheard => _unheard.Concat(_suspended);

    /// <summary>Plays events. With <paramref name="replaying"/> they are the past, and nothing is decided at their end.</summary>
    public void Play(IEnumerable<HistoryEvent> events, bool replaying)
    {
        IsReplaying = replaying;
        Thread.Run(() =>
        {
            foreach (var value in events)
            {
                PlayOne(value);
                Thread.RunPosted();
            }

            if (!replaying)
            {
                Conclude();
            }
        });
        if (replaying)
        {
            // Their rows went with the steps that are being replayed.
            _cancelledTimers.Clear();
        }
    }

    /// <summary>The requests of this step, none while suspended: they are held back until the resume (durable-semantics §8).</summary>
    public IReadOnlyList<OrchestratorAction> TakeRequests()
    {
        if (IsSuspended && Completion is null)
        {
            return [];
        }

        var taken = _requests.Values.ToList();
        _requests.Clear();
        return taken;
    }

    /// <summary>Ids of timers with a row in the store that nobody waits for any more.</summary>
    public IReadOnlyList<int> TakeCancelledTimers()
    {
        var taken = _cancelledTimers;
        _cancelledTimers = [];
        return taken;
    }

    /// <summary>Ends it without running the function, which may not know this instance's version.</summary>
    public void Refuse(ExecutionStarted started, Failure failure)
    {
        Start = started;
        End(OrchestrationRuntimeStatus.Failed, null, failure);
    }

    public Guid NewGuid() => DeterministicGuid.Create(InstanceId, Now, _nextGuid++);

    private void PlayOne(HistoryEvent value)
    {
        _played++;
        if (value is OrchestratorStarted)
        {
            Now = value.Timestamp;
            return;
        }

        if (Completion is not null)
        {
            _unheard.Add(value);
            return;
        }

        try
        {
            Handle(value);
        }
        catch (NonDeterministicOrchestrationException e)
        {
            Mismatch = e;
            // What code asks for that is not this instance's must neither happen nor stand in its history.
            _requests.Clear();
            End(OrchestrationRuntimeStatus.Failed, null, Failure.From(e) with { ErrorType = Determinism.ErrorType });
        }
#pragma warning disable CA1031 // A payload that can't be read fails the instance, outside the reach of the function (durable-semantics §3).
        catch (Exception e)
#pragma warning restore CA1031
        {
            Entities.ReleaseAll();
            var failure = new Failure(
                e.GetType().FullName!, $"Function '{Start?.Name}' failed with an unhandled exception. {e.Message}", e.StackTrace, Failure.From(e));
            End(OrchestrationRuntimeStatus.Failed, null, failure);
        }
    }

    private void Conclude()
    {
        if (Completion is not null || IsSuspended || _function is null)
        {
            return;
        }

        if (Thread.HasForeignContinuation || (!Thread.HasFunctionEnded && WaitsForNothing()))
        {
            End(OrchestrationRuntimeStatus.Failed, null, Failure.From(OrchestrationThread.IllegalAwait()));
            return;
        }

        if (Thread.HasFunctionEnded && !_function.IsCompleted && !EndsInTime(_function))
        {
            End(OrchestrationRuntimeStatus.Failed, null, new Failure(
                typeof(TimeoutException).FullName!, $"Middleware around '{Start!.Name}' did not end within {MiddlewareTime} of the function.", null, null));
            return;
        }

        // A loser of WhenAny keeps the instance running until it is done (durable-semantics §1, completion rule).
        if (_function.IsCompleted && _open.Count == 0)
        {
            Conclude(_function);
        }
    }

    private bool WaitsForNothing() => _open.Count == 0 && !Events.AnyoneWaits && !Entities.AnyoneWaits;

    // Middleware may leave the thread once the function has ended; the step cannot end before it.
    private static bool EndsInTime(Task function) => ((IAsyncResult)function).AsyncWaitHandle.WaitOne(MiddlewareTime);

    private void Conclude(Task<object?> function)
    {
        try
        {
            Entities.ReleaseAll();
#pragma warning disable VSTHRD002 // It has ended: this only unwraps its result or its exception.
            var result = function.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
            if (Next is { } next)
            {
                Completion = new Completion(_nextId++, OrchestrationRuntimeStatus.Running, null, null, next);
                return;
            }

            End(OrchestrationRuntimeStatus.Completed, Converter.Serialize(result), null);
        }
#pragma warning disable CA1031 // Whatever escapes the function is the failure of the instance.
        catch (Exception e)
#pragma warning restore CA1031
        {
            End(OrchestrationRuntimeStatus.Failed, null, Failure.From(e));
        }
    }

    private void End(OrchestrationRuntimeStatus status, string? output, Failure? failure)
        => Completion = new Completion(_nextId++, status, failure?.ToString() ?? output, failure);
}
