using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>The retry options of all orchestrators: one table, so that a call that deviates shows.</summary>
internal static class Retries
{
    /// <summary>
    /// For activities whose failure is a fault of storage, network or platform that passes: about eight minutes of
    /// attempts. Refusals are results, not exceptions, and so are never retried.
    /// </summary>
    public static TaskOptions Transient { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 20,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(30)));
}
