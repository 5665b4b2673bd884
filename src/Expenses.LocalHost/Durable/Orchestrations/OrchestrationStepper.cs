using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>An orchestration between two steps.</summary>
internal sealed record OrchestrationSession(InstanceRow Row, OrchestrationExecution Execution);

/// <summary>One step of an orchestration: new messages in, history and outgoing work out (durable-semantics §1).</summary>
internal sealed partial class OrchestrationStepper(
    OrchestrationServices services, StorePool stores, TimeProvider time, Action<OrchestrationExecution> wake)
{
    // A function that continues as new without waiting for anything must not hold its worker forever.
    private const int MaxIdleGenerations = 16;

    private static readonly Blockade BeforeStart = new("start", body => body is ExecutionStarted or ExecutionTerminated);

    private static readonly Blockade OtherVersion = new("version", _ => false);

    private readonly ILogger _logger = services.Loggers.CreateLogger<OrchestrationStepper>();

    private OrchestrationVersions Versions => services.Options.Versions;

    public StepResult Step(StepInput input)
    {
        if ((input.Session as OrchestrationSession ?? Load(input.InstanceId)) is not { Row.IsTerminal: false } session)
        {
            return Drop(input);
        }

        var accepted = Versions.Accepts(session.Row.Version);
        if (!accepted && Versions.OnMismatch == VersionFailure.Reject)
        {
            // As on the platform, even a termination waits for an app that may run the instance.
            LogRejected(_logger, session.Row.Name, session.Row.Id, session.Row.Version, Versions.Default!);
            return new StepResult(null, null, input.Deliveries) { Blockade = OtherVersion };
        }

        var executionId = session.Row.ExecutionId;
        var byExecution = input.Deliveries.ToLookup(d => d.ExecutionId is null || string.Equals(d.ExecutionId, executionId, StringComparison.Ordinal));
        var wanted = byExecution[true].ToList();
        var events = Order(wanted.Select(d => (HistoryEvent)d.Body));
        // An answer to an execution that has continued as new.
        var late = byExecution[false].ToList();
        if (session.Execution.Start is null && events is not [ExecutionStarted, ..] && !events.Any(e => e is ExecutionTerminated))
        {
            return Defer(input, session, wanted, late);
        }

        var commit = new OrchestrationCommit(input.InstanceId, input.Deliveries)
        {
            ExecutionId = executionId,
            FirstHistoryNumber = session.Row.HistoryLength,
        };
        late.ForEach(delivery => GiveBackLocks(commit, delivery.Body));
        if (session.Execution.Start is null && events[0] is not ExecutionStarted)
        {
            return TerminateUnstarted(session, commit, events);
        }

        if (!accepted && session.Execution.Start is null)
        {
            session.Execution.Refuse((ExecutionStarted)events[0], OrchestrationVersions.Mismatch);
        }

        var isNudge = input.Deliveries.Count == 0;
        if (events.Count == 0 && !isNudge)
        {
            return new StepResult(commit, session, []);
        }

        var next = Run(session, commit, events);
        if (next.Row.IsTerminal && next.Execution.Mismatch is null)
        {
            foreach (var unheard in next.Execution.Unheard)
            {
                GiveBackLocks(commit, unheard);
            }
        }

        if (next.Row is { Status: OrchestrationRuntimeStatus.Failed, Failure: { } failure })
        {
            LogFailed(_logger, next.Row.Name, next.Row.Id, failure.ToString());
        }

        return isNudge && ReferenceEquals(next, session)
            ? new StepResult(null, session, [])
            : new StepResult(commit, next.Row.IsTerminal ? null : next, []);
    }

    private OrchestrationSession Run(OrchestrationSession session, OrchestrationCommit commit, IReadOnlyList<HistoryEvent> events)
    {
        var current = session;
        var pending = events;
        var idle = 0;
        while (true)
        {
            var step = new GenerationStep(current, commit, time.GetUtcNow().UtcDateTime);
            current = step.Run(pending);
            if (step.NextEvents is null)
            {
                return current;
            }

            if (services.Options.OnGenerationEnded is { } observer)
            {
                var past = commit.IsNewGeneration ? [] : stores.Read(store => store.ReadHistory(current.Row.Id));
                observer(EndedGeneration.Of(current.Row.Id, past, commit.History, current.Execution.Completion!));
            }

            commit.BeginGeneration();
            current = current with { Execution = new OrchestrationExecution(current.Row.Id, services, wake) };
            // One that consumes the events it was given comes to an end by itself, and keeps their order.
            idle = step.NextEvents.Count < pending.Count ? 0 : idle + 1;
            if (idle == MaxIdleGenerations || !Versions.Accepts(current.Row.Version))
            {
                commit.Row = current.Row;
                Requeue(commit, current.Row, step.NextEvents);
                return current;
            }

            pending = step.NextEvents;
        }
    }

    private static void Requeue(OrchestrationCommit commit, InstanceRow row, IReadOnlyList<HistoryEvent> events)
    {
        foreach (var value in events)
        {
            commit.Send(writer => writer.Send(row.Id, row.ExecutionId, value));
        }
    }

    private OrchestrationSession? Load(string instanceId)
    {
        using var store = stores.Rent();
        if (store.Reader.FindInstance(instanceId) is not { } row)
        {
            return null;
        }

        var execution = new OrchestrationExecution(instanceId, services, wake);
        if (!row.IsTerminal && row.HistoryLength > 0)
        {
            Rebuild(execution, row, store.Reader.ReadHistory(instanceId));
        }

        return new OrchestrationSession(row, execution);
    }

    private void Rebuild(OrchestrationExecution execution, InstanceRow row, List<HistoryEvent> history)
    {
        if (Versions.Accepts(row.Version))
        {
            execution.Play(history, replaying: true);
        }
        else
        {
            execution.Refuse(history.OfType<ExecutionStarted>().First(), OrchestrationVersions.Mismatch);
        }

        execution.CustomStatus = row.CustomStatus;
    }

    /// <summary>The start comes first, whatever was faster (durable-semantics §3, last line).</summary>
    private static List<HistoryEvent> Order(IEnumerable<HistoryEvent> events)
        => [.. events.OrderBy(value => value is ExecutionStarted ? 0 : 1)];

    /// <summary>Messages for an instance that is gone or has ended.</summary>
    private static StepResult Drop(StepInput input)
    {
        var commit = new OrchestrationCommit(input.InstanceId, input.Deliveries) { IsForEnded = true };
        foreach (var delivery in input.Deliveries)
        {
            GiveBackLocks(commit, delivery.Body);
        }

        return new StepResult(input.Deliveries.Count == 0 ? null : commit, null, []);
    }

    private static StepResult Defer(StepInput input, OrchestrationSession session, List<Delivery> wanted, List<Delivery> late)
        => new(late.Count == 0 ? null : new OrchestrationCommit(input.InstanceId, late), session, wanted) { Blockade = BeforeStart };

    private StepResult TerminateUnstarted(OrchestrationSession session, OrchestrationCommit commit, IReadOnlyList<HistoryEvent> events)
    {
        var output = events.OfType<ExecutionTerminated>().First().Output;
        commit.Row = session.Row with
        {
            Status = OrchestrationRuntimeStatus.Terminated,
            Output = output,
            Updated = time.GetUtcNow().UtcDateTime,
        };
        var (id, now) = (session.Row.Id, commit.Row.Updated);
        commit.Send(writer => InstanceStart.TellParent(writer, id, now));
        return new StepResult(commit, null, []);
    }

    private static void GiveBackLocks(OrchestrationCommit commit, object message)
    {
        if (message is not EventRaised { FromEntity: true } answer || HistoryJson.ReadResponse(answer.Input!).LockSet is not { } locks)
        {
            return;
        }

        foreach (var entity in locks)
        {
            commit.Send(writer => writer.Send(entity, null, new EntityUnlock(answer.Name)));
        }
    }

    [LoggerMessage(EventId = 4301, Level = LogLevel.Warning, Message = "Orchestration {Name} with the id {InstanceId} failed: {Failure}")]
    private static partial void LogFailed(ILogger logger, string name, string instanceId, string failure);

    [LoggerMessage(EventId = 4302, Level = LogLevel.Warning, Message = "Orchestration {Name} with the id {InstanceId} has version {Version}, which version {AppVersion} of the app may not run: it stays as it is.")]
    private static partial void LogRejected(ILogger logger, string name, string instanceId, string version, string appVersion);
}
