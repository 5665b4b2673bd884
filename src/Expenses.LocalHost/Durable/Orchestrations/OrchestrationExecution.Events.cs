using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>What each kind of history event does to the running function.</summary>
internal sealed partial class OrchestrationExecution
{
    private void Handle(HistoryEvent value)
    {
        switch (value)
        {
            case ExecutionTerminated terminated:
                DropHeldRequests();
                Entities.ReleaseAll();
                End(OrchestrationRuntimeStatus.Terminated, terminated.Output, null);
                break;
            case ExecutionSuspended:
                IsSuspended = true;
                break;
            case ExecutionResumed:
                Resume();
                break;
            case TaskScheduled or TimerCreated or SubOrchestrationInstanceCreated or EventSent:
                Match(value);
                break;
            default:
                if (IsSuspended)
                {
                    _suspended.Enqueue(value);
                    return;
                }

                Apply(value);
                break;
        }
    }

    private void DropHeldRequests()
    {
        if (IsSuspended)
        {
            _requests.Clear();
        }
    }

    private void Resume()
    {
        IsSuspended = false;
        while (Completion is null && !IsSuspended && _suspended.TryDequeue(out var held))
        {
            Apply(held);
            Thread.RunPosted();
        }
    }

    private void Apply(HistoryEvent value)
    {
        switch (value)
        {
            case ExecutionStarted started:
                Begin(started);
                break;
            case TaskCompleted done:
                Answer(done.TaskScheduledId, done, task => task.Complete(done.Result));
                break;
            case TaskFailed failed:
                Answer(failed.TaskScheduledId, failed, task => task.Fail(CallFailure.OfActivity(task.Name, failed)));
                break;
            case SubOrchestrationInstanceCompleted done:
                Answer(done.TaskScheduledId, done, task => task.Complete(done.Result));
                break;
            case SubOrchestrationInstanceFailed failed:
                Answer(failed.TaskScheduledId, failed, task => task.Fail(
                    new TaskFailedException(task.Name, failed.TaskScheduledId, failed.Failure?.ToDetails()!)));
                break;
            case TimerFired fired:
                Answer(fired.TimerId, fired, task => task.Complete(null));
                break;
            case EventRaised raised:
                Raise(raised);
                break;
        }
    }

    private void Raise(EventRaised raised)
    {
        if (raised.FromEntity)
        {
            Entities.Answer(raised.Name, HistoryJson.ReadResponse(raised.Input!));
        }
        else if (Next is not null)
        {
            _carryOver.Add(raised);
        }
        else
        {
            Events.Receive(raised.Name, raised.Input);
        }
    }

    private void Begin(ExecutionStarted started)
    {
        Start = started;
        if (!_functions.HasOrchestrator(started.Name))
        {
            End(OrchestrationRuntimeStatus.Failed, null, MissingFunction.Failure(started.Name, "orchestrator"));
            return;
        }

        try
        {
            _function = _functions.RunOrchestratorAsync(started.Name, _context);
        }
#pragma warning disable CA1031 // A function that throws before its first await fails the same way as one that throws later.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _function = Task.FromException<object?>(e);
        }

        Thread.WatchWhole(_function);
    }

    private void Match(HistoryEvent scheduled)
    {
        Determinism.Check(_played - 1, scheduled, _requests.GetValueOrDefault(scheduled.EventId), () => Doing);
        _requests.Remove(scheduled.EventId);
    }

    // A second answer to the same request is ignored (durable-semantics §1).
    private void Answer(int id, HistoryEvent value, Action<OpenTask> answer)
    {
        if (_open.Remove(id, out var task))
        {
            if (!IsReplaying && DurableTrace.IsOn)
            {
                Trace(task, id, value);
            }

            answer(task);
        }
    }

    private void Trace(OpenTask task, int id, HistoryEvent answer)
    {
        if (answer is TimerFired fired)
        {
            OrchestrationSpans.Fired(Start!, InstanceId, fired, task.Begun, Now);
            return;
        }

        var error = answer switch
        {
            TaskFailed failed => failed.Failure.ErrorMessage,
            SubOrchestrationInstanceFailed failed => failed.Failure?.ErrorMessage ?? "The sub-orchestration was terminated.",
            _ => null,
        };
        OrchestrationSpans.Answered(Start!, InstanceId, task.TraceType!, task.Name, id, error, task.Begun, Now);
    }
}
