using Expenses.Core.Syncs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Triggers;

/// <summary>A request that could not be started, time after time, ends as a failed sync with a reason, not in silence (design section 5).</summary>
/// <param name="ending">Ends the sync.</param>
/// <param name="logger">The log.</param>
public sealed class FailPoisonedSync(SyncEnding ending, ILogger<FailPoisonedSync> logger)
{
    /// <summary>Runs it.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping; the message comes again.</param>
    /// <returns>When the sync is ended.</returns>
    [Function(nameof(FailPoisonedSync))]
    public async Task RunAsync(
        [QueueTrigger(StartQueuedSync.Queue + "-poison")] SyncRequestV1 request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        // A host that dies again and again can poison a request that was carried out all the same.
        if (await client.GetInstanceAsync(request.InstanceId(), cancellationToken) is not null)
        {
            return;
        }

        logger.PoisonedRequest(request.Sync, request.Attempt);
        await ending.FailAsync(
            client, request, "The sync could not be started; its request was tried several times.", cancellationToken);
    }
}
