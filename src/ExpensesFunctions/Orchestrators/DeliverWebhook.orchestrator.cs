using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Delivers one message to one consumer: attempts on a schedule of days, until one is taken (reliability.md P5).</summary>
public static class DeliverWebhookOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "DeliverWebhook";

    /// <summary>The instance id of one delivery.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="message">The message.</param>
    /// <param name="round">0, or the number of the replay.</param>
    /// <returns>The instance id.</returns>
    public static string InstanceIdOf(string consumer, string message, int round) => $"{consumer}:{message}:{round}";

    /// <summary>Runs it. What became of each attempt is in the message's row.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="delivery">The delivery.</param>
    /// <returns>When no attempt is left to make.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, WebhookDeliveryV1 delivery)
    {
        var asked = 0d;
        for (var index = 0; index < delivery.WaitSeconds.Count; index++)
        {
            var wait = Math.Max(delivery.WaitSeconds[index], asked);
            if (wait > 0)
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(wait), CancellationToken.None);
            }

            if (delivery.MaxPerSecond > 0)
            {
                await new QuotaPermits(context, $"webhook-{delivery.Consumer}", delivery.MaxPerSecond, windowSeconds: 1).TakeAsync(1);
            }

            var result = await AttemptAsync(context, delivery, index);
            if (result.IsFinished)
            {
                return;
            }

            asked = result.RetryAfterSeconds;
        }
    }

    private static async Task<WebhookAttemptResultV1> AttemptAsync(TaskOrchestrationContext context, WebhookDeliveryV1 delivery, int index)
    {
        var next = index + 1 < delivery.WaitSeconds.Count ? delivery.WaitSeconds[index + 1] : (double?)null;
        var attempt = new WebhookAttemptV1(delivery.Client, delivery.Consumer, delivery.Message, delivery.Round, index + 1, next);
        try
        {
            return await context.CallActivityAsync<WebhookAttemptResultV1>(nameof(AttemptWebhook), attempt, Retries.Transient);
        }
        catch (TaskFailedException) when (next is not null)
        {
            // Storage was away for minutes. The message has hours left, so this is one attempt less and not the end.
            return new WebhookAttemptResultV1(IsFinished: false);
        }
    }
}
