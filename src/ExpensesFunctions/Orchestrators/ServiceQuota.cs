using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Waits, on a durable timer, while the sync service's quota is used up.</summary>
internal static class ServiceQuota
{
    // An account may ask for more, its daily quota gone; what is asked again meanwhile is one request.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Runs a step again until it was not put off.</summary>
    /// <typeparam name="T">The step's result.</typeparam>
    /// <param name="context">The orchestration.</param>
    /// <param name="step">The step.</param>
    /// <param name="retryAfterSeconds">For how long a result was put off; 0 when it was not.</param>
    /// <returns>The result.</returns>
    public static async Task<T> WaitOutAsync<T>(TaskOrchestrationContext context, Func<Task<T>> step, Func<T, double> retryAfterSeconds)
    {
        while (true)
        {
            var result = await step();
            var seconds = retryAfterSeconds(result);
            if (seconds <= 0)
            {
                return result;
            }

            var wait = TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
            await context.CreateTimer(context.CurrentUtcDateTime + wait, CancellationToken.None);
        }
    }
}
