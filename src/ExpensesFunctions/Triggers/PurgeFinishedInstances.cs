using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Triggers;

/// <summary>
/// Deletes the histories of orchestrations that ended and are old enough, so that the task hub does not grow for ever.
/// Those that still run, and entities, stay.
/// </summary>
/// <param name="options">How old is old enough.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class PurgeFinishedInstances(
    IOptions<OrchestrationOptions> options, TimeProvider time, ILogger<PurgeFinishedInstances> logger)
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Runs it, once a day at 03:17 UTC. What one run leaves, the next one takes.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When nothing old is left.</returns>
    [Function(nameof(PurgeFinishedInstances))]
    public async Task RunAsync(
        [TimerTrigger("0 17 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // A lower bound in the range that Azure Tables know; without one, some versions send the year 1.
        var old = new PurgeInstancesFilter(DateTimeOffset.UnixEpoch, time.GetUtcNow() - options.Value.Retention, Finished);
        var purged = 0;
        PurgeResult result;
        do
        {
            result = await client.PurgeAllInstancesAsync(old, cancellationToken);
            purged += result.PurgedInstanceCount;
        }
        while (result.IsComplete == false && result.PurgedInstanceCount > 0);

        logger.PurgedInstances(purged, options.Value.Retention);
    }
}
