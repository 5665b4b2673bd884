using System.Diagnostics;
using Expenses.Core.Syncs;
using Expenses.Core.Telemetry;
using ExpensesFunctions.Orchestrators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Entities;

/// <summary>One sync at a time per company, first in first out (codat-contract T12; design section 3 step 4).</summary>
public sealed class SyncLane : TaskEntity<SyncLaneState>
{
    /// <summary>The lane of a request's company. Company ids are GUIDs of our own, so they are keys as they are.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The entity's key.</returns>
    public static string KeyOf(SyncRequestV1 request) => request.Company;

    /// <summary>Runs the entity.</summary>
    /// <param name="dispatcher">The operation.</param>
    /// <returns>When it is done.</returns>
    [Function(nameof(SyncLane))]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<SyncLane>();

    /// <summary>Takes a request into the lane, and starts it when nothing runs. The same request again changes nothing.</summary>
    /// <param name="request">The request.</param>
    public void Enqueue(SyncRequestV1 request)
    {
        if (request == State.Running || State.Waiting.Contains(request))
        {
            return;
        }

        State.Waiting.Add(request);
        StartNext();
    }

    /// <summary>Ends a request and starts the next. A repeat changes nothing.</summary>
    /// <param name="request">The request.</param>
    public void Completed(SyncRequestV1 request)
    {
        if (request == State.Running)
        {
            State.Running = null;
        }
        else
        {
            State.Waiting.Remove(request);
        }

        StartNext();
    }

    /// <inheritdoc />
    protected override SyncLaneState InitializeState(TaskEntityOperation entityOperation) => new();

    private void StartNext()
    {
        if (State.Running is not null || State.Waiting.Count == 0)
        {
            return;
        }

        var next = State.Waiting[0];
        State.Waiting.RemoveAt(0);
        State.Running = next;

        // A sync that waited is started by the end of the one before it, in whose trace it does not belong.
        using var span = ExpensesTrace.Continue("sync start", ActivityKind.Internal, next.TraceParent);
        Context.ScheduleNewOrchestration(SyncOrchestrator.Name, next, new StartOrchestrationOptions(next.InstanceId()));
    }
}

/// <summary>The state of a lane.</summary>
public sealed class SyncLaneState
{
    /// <summary>The request that runs; null when none does.</summary>
    public SyncRequestV1? Running { get; set; }

    /// <summary>The requests that wait, oldest first.</summary>
    public IList<SyncRequestV1> Waiting { get; init; } = [];
}
