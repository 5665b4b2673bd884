using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Starts the deliveries of a range of messages again, a page at a time; each delivery is an orchestration of its own.</summary>
public static class ReplayWebhooksOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "ReplayWebhooks";

    /// <summary>Runs it.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="replay">The range.</param>
    /// <returns>When every delivery of the range is started.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, WebhookReplayV1 replay)
    {
        var page = await context.CallActivityAsync<WebhookReplayPageV1>(nameof(ReplayWebhookPage), replay, Retries.Transient);
        if (page.Before is not null)
        {
            context.ContinueAsNew(replay with { Before = page.Before });
        }
    }
}
