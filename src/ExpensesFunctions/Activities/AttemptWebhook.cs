using ExpensesFunctions.Contracts;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Makes one attempt to deliver a message.</summary>
/// <param name="attempts">The work.</param>
public sealed class AttemptWebhook(WebhookAttempts attempts)
{
    /// <summary>Runs it. An attempt that is in the message's row is not made again; one that a crash kept out of it may be.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What became of it.</returns>
    [Function(nameof(AttemptWebhook))]
    public Task<WebhookAttemptResultV1> RunAsync([ActivityTrigger] WebhookAttemptV1 attempt, CancellationToken cancellationToken) =>
        attempts.RunAsync(attempt, cancellationToken);
}
