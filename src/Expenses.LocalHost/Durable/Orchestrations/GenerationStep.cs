using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>The part of a step that belongs to one generation; most steps have one.</summary>
internal sealed class GenerationStep(OrchestrationSession session, OrchestrationCommit commit, DateTime now)
{
    /// <summary>The first events of the next generation, when the function continued as new.</summary>
    public IReadOnlyList<HistoryEvent>? NextEvents { get; private set; }

    public OrchestrationSession Run(IReadOnlyList<HistoryEvent> messages)
    {
        var execution = session.Execution;
        List<HistoryEvent> events = [new OrchestratorStarted { Timestamp = now }, .. messages];
        if (execution.Start is null)
        {
            // The status of the generation before stays until it is overwritten (durable-semantics §7).
            execution.CustomStatus = session.Row.CustomStatus;
        }

        execution.Play(events, replaying: false);
        var requests = execution.TakeRequests();
        var cancelled = execution.TakeCancelledTimers();
        if (messages.Count == 0 && requests.Count == 0 && cancelled.Count == 0 && execution.Completion is null)
        {
            return session;
        }

        events.ForEach(commit.Add);
        var row = session.Row;
        foreach (var request in requests)
        {
            commit.Add(request.ToEvent(now));
            Dispatch(request, row);
        }

        foreach (var timer in cancelled)
        {
            commit.Send(writer => writer.CancelTimer(row.Id, timer));
        }

        row = row with
        {
            Status = execution.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
            CustomStatus = execution.CustomStatus,
            Updated = now,
        };
        if (execution.Completion is { } completion)
        {
            row = Complete(row, completion);
        }

        commit.Add(new OrchestratorCompleted { Timestamp = now });
        commit.Row = row = row with { HistoryLength = commit.HistoryEnd };
        return session with { Row = NextEvents is null ? row : row with { HistoryLength = 0 } };
    }

    private void Dispatch(OrchestratorAction request, InstanceRow row)
    {
        switch (request)
        {
            case TaskAction task:
                var activity = new ActivityRow(0, row.Id, row.ExecutionId, task.Id, task.Name, task.Version, task.Input)
                {
                    TraceParent = DurableTrace.ParentOf(session.Execution.Start, task.Id),
                };
                commit.Send(writer => writer.ScheduleActivity(activity));
                break;
            case TimerAction { Cancelled: false } timer:
                var fired = new TimerFired(timer.Id, timer.FireAt) { Timestamp = timer.FireAt };
                commit.Send(writer => writer.SendLater(row.Id, row.ExecutionId, timer.Id, timer.FireAt, fired));
                break;
            case SubOrchestrationAction child:
                commit.Send(writer => StartChild(writer, child, row));
                break;
            case SendAction send:
                Trace(send);
                commit.Send(writer => Send(writer, send));
                break;
        }
    }

    private void StartChild(StoreWriter writer, SubOrchestrationAction child, InstanceRow row)
    {
        var started = new ExecutionStarted
        {
            Timestamp = now,
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            ExecutionId = NewExecutionId(),
            Parent = new ParentCall(row.Id, row.ExecutionId, row.Name, child.Id),
            Tags = child.Tags,
            TraceParent = DurableTrace.ParentOf(session.Execution.Start, child.Id),
        };
        if (new InstanceStart(child.InstanceId, started).TryApply(writer, now, InstanceStart.WhenEnded) is { } status)
        {
            var failure = new Failure(
                "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
                $"An orchestration with the instance id '{child.InstanceId}' exists and is {status}.",
                StackTrace: null,
                Inner: null);
            writer.Send(row.Id, row.ExecutionId, new SubOrchestrationInstanceFailed(child.Id, failure) { Timestamp = now });
        }
    }

    private string NewExecutionId() => session.Execution.Services.Options.NewId().ToString("N");

    private void Trace(SendAction send)
    {
        if (DurableTrace.IsOn && send.Message is EventRaised)
        {
            DurableTrace.SendEvent(session.Execution.Start!, session.Row.Id, send.Name, send.InstanceId);
        }
    }

    private static void Send(StoreWriter writer, SendAction send)
    {
        if (send.Due is { } due)
        {
            writer.SendLater(send.InstanceId, null, timerId: null, due, send.Message);
        }
        else if (send.Message is EntityMessage)
        {
            writer.Send(send.InstanceId, null, send.Message);
        }
        else
        {
            writer.SendToRunning(send.InstanceId, null, send.Message);
        }
    }

    private InstanceRow Complete(InstanceRow row, Completion completion)
    {
        if (DurableTrace.IsOn && session.Execution.Start is { } started)
        {
            var status = completion.Next is null ? completion.Status.ToString() : "ContinuedAsNew";
            OrchestrationSpans.Ended(started, row.Id, status, completion.Failure, now);
        }

        if (completion.Next is { } next)
        {
            return ContinueAsNew(row, next);
        }

        commit.Add(new ExecutionCompleted(completion.Status, completion.Output, completion.Failure)
        {
            EventId = completion.EventId,
            Timestamp = now,
        });
        if (session.Execution.Start!.Parent is { } parent)
        {
            var answer = Answer(parent, completion);
            commit.Send(writer => writer.SendToRunning(parent.InstanceId, parent.ExecutionId, answer));
        }

        return row with { Status = completion.Status, Output = completion.Output, Failure = completion.Failure };
    }

    private HistoryEvent Answer(ParentCall parent, Completion completion)
        => completion.Status == OrchestrationRuntimeStatus.Completed
            ? new SubOrchestrationInstanceCompleted(parent.TaskId, completion.Output) { Timestamp = now }
            : new SubOrchestrationInstanceFailed(parent.TaskId, completion.Failure) { Timestamp = now };

    private InstanceRow ContinueAsNew(InstanceRow row, NextGeneration next)
    {
        var started = session.Execution.Start! with
        {
            Timestamp = now,
            Input = next.Input,
            Version = next.Version ?? row.Version,
            ExecutionId = NewExecutionId(),
            ScheduledStart = null,
        };
        NextEvents = [started, .. session.Execution.CarryOver];
        return row with { Input = next.Input, Version = started.Version, ExecutionId = started.ExecutionId, Created = now };
    }
}
