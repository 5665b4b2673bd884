using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Starts orchestrations whose instance id says what they do, so that one that is or was there is never begun anew.</summary>
public static class SingleStart
{
    /// <summary>
    /// Starts an orchestration unless its instance is there, running or ended: a start would replace one that has ended
    /// (durable-semantics §9). Somebody who starts the same one meanwhile, and an answer that was lost, count as started.
    /// </summary>
    /// <param name="client">The durable client.</param>
    /// <param name="name">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="instanceId">The instance id.</param>
    /// <param name="cancellationToken">Gives up waiting; call it again.</param>
    /// <returns>Whether it was started by this call.</returns>
    /// <exception cref="Exception">Whatever the durable client throws, when there is no such instance behind it.</exception>
    public static async Task<bool> StartOnceAsync(
        this DurableTaskClient client, TaskName name, object input, string instanceId, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is not null)
        {
            return false;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId), cancellationToken);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What an instance in the way is reported by differs between versions of the client; that it is there does not.
            if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
            {
                throw;
            }

            return false;
        }
    }
}
