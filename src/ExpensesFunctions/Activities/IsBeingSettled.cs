using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Activities;

/// <summary>Looks whether somebody still settles a run: the run itself, or an earlier attempt of its sync.</summary>
public sealed class IsBeingSettled
{
    /// <summary>Runs it.</summary>
    /// <param name="input">The run, its sync and the attempt that is to be settled next.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>Whether to wait.</returns>
    [Function(nameof(IsBeingSettled))]
    public async Task<bool> RunAsync(
        [ActivityTrigger] SettleRunV1 input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var before = Enumerable.Range(0, input.Attempt).Select(attempt => SettleRunAgainOrchestrator.InstanceIdOf(input.Run.Run, attempt));
        foreach (var instance in before.Prepend(input.Run.Run))
        {
            if (await client.GetInstanceAsync(instance, cancellationToken) is { IsCompleted: false })
            {
                return true;
            }
        }

        return false;
    }
}
