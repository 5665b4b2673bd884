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

    /// <summary>Raises the event on the expense run that waits, and publishes it to the webhook consumers.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="request">The attempt.</param>
    /// <returns>When it is raised and kept for delivery.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, SyncRequestV1 request)
    {
        await context.CallActivityAsync(nameof(RaiseSyncCompleted), request, Retries.Transient);
        await context.CallActivityAsync(nameof(PublishSyncEnded), request, Retries.Transient);
    }
}
