using Expenses.Core.Access;
using ExpensesFunctions.Http.Contract.Idempotency;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Triggers;

/// <summary>Forgets answers that were kept for an `Idempotency-Key` long enough, so that they do not pile up.</summary>
/// <param name="store">The answers.</param>
/// <param name="options">How long is enough.</param>
/// <param name="time">The clock.</param>
public sealed class ForgetKeyedRequests(IKeyedRequestStore store, IOptions<IdempotencyOptions> options, TimeProvider time)
{
    /// <summary>Runs it, every quarter of an hour.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When they are forgotten.</returns>
    [Function(nameof(ForgetKeyedRequests))]
    public Task RunAsync([TimerTrigger("0 7/15 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        store.ForgetAsync(time.GetUtcNow() - options.Value.Lifetime - options.Value.Unanswered, cancellationToken);
}
