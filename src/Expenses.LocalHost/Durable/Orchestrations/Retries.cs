using Microsoft.DurableTask;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>Calls again after failures, inside the orchestrator and with durable timers (durable-semantics §5).</summary>
internal static class Retries
{
    public static Task<string?> RunAsync(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<string?>> call) => retry switch
    {
        { Policy: { } policy } => RunAsync(context, policy, call),
        { Handler: { } handler } => RunAsync(context, handler, call),
        _ => call(),
    };

    private static async Task<string?> RunAsync(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<string?>> call)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempt = 0; ; attempt++)
        {
            TaskFailedException failure;
            try
            {
                return await call();
            }
            catch (TaskFailedException e)
            {
                failure = e;
            }

            if (attempt == policy.MaxNumberOfAttempts - 1)
            {
                // The real engine waits for an empty timer before it gives up; histories have to match.
                await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
                Rethrow(failure);
            }

            if (!Wants(policy, failure) || TimeIsUp(policy, first, context.CurrentUtcDateTime))
            {
                Rethrow(failure);
            }

            await context.CreateTimer(context.CurrentUtcDateTime + Delay(policy, attempt), CancellationToken.None);
        }
    }

    private static async Task<string?> RunAsync(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<string?>> call)
    {
        var first = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            TaskFailedException failure;
            try
            {
                return await call();
            }
            catch (TaskFailedException e)
            {
                failure = e;
            }

            var again = await handler(new RetryContext(
                context, failures, failure.FailureDetails, context.CurrentUtcDateTime - first, CancellationToken.None));
            if (!again)
            {
                Rethrow(failure);
            }
        }
    }

    private static bool Wants(RetryPolicy policy, Exception failure)
    {
        try
        {
            return policy.Handle(failure);
        }
#pragma warning disable CA1031 // A filter that throws counts as "do not retry"; the failure itself is thrown to the caller.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static bool TimeIsUp(RetryPolicy policy, DateTime first, DateTime now)
        => policy.RetryTimeout != Timeout.InfiniteTimeSpan && now - first >= policy.RetryTimeout;

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }

    private static void Rethrow(TaskFailedException failure)
        => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
}
