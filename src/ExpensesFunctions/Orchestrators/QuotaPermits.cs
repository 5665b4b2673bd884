using ExpensesFunctions.Contracts;
using ExpensesFunctions.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Permits of one connection's request quota, taken by an orchestration and waited for on a durable timer.</summary>
/// <param name="context">The orchestration.</param>
/// <param name="connection">The connection.</param>
/// <param name="requestsPerWindow">The platform's quota.</param>
/// <param name="windowSeconds">Its window, in seconds.</param>
internal sealed class QuotaPermits(TaskOrchestrationContext context, string connection, int requestsPerWindow, int windowSeconds)
{
    private readonly EntityInstanceId _quota = new(nameof(PlatformQuota), connection);

    /// <summary>Takes permits and waits until they may be used.</summary>
    /// <param name="permits">How many.</param>
    /// <returns>When they may be used.</returns>
    public async Task TakeAsync(int permits)
    {
        var grant = await context.Entities.CallEntityAsync<QuotaGrantV1>(
            _quota, nameof(PlatformQuota.Lease), new QuotaLeaseV1(permits, requestsPerWindow, windowSeconds));
        var from = grant.NotBefore.UtcDateTime;
        if (from > context.CurrentUtcDateTime)
        {
            await context.CreateTimer(from, CancellationToken.None);
        }
    }

    /// <summary>Tells the quota that the platform asked to wait, so that nobody else runs into it.</summary>
    /// <param name="retryAfterSeconds">For how long; nothing is told when it is 0.</param>
    /// <returns>When it is told.</returns>
    public Task ThrottleAsync(double retryAfterSeconds) => retryAfterSeconds > 0
        ? context.Entities.SignalEntityAsync(_quota, nameof(PlatformQuota.Throttle), new QuotaThrottleV1(retryAfterSeconds))
        : Task.CompletedTask;
}
