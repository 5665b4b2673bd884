using Expenses.Core.Syncs;
using ExpensesFunctions.Activities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Tells those who wait that an attempt of a sync has ended (design section 3 step 6).</summary>
public static class PublishSyncEventOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "PublishSyncEvent";

    /// <summary>Raises the event on the expense run that waits.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="request">The attempt.</param>
    /// <returns>When it is raised.</returns>
    [Function(Name)]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, SyncRequestV1 request) =>
        context.CallActivityAsync(nameof(RaiseSyncCompleted), request, Retries.Transient);
}
