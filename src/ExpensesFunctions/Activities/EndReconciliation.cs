using Expenses.Core.Reconciling;
using Expenses.Core.Telemetry;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Reconciling;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Activities;

/// <summary>Keeps what a reconciliation found, and tells of drift: log, metric and event.</summary>
/// <param name="work">The work.</param>
/// <param name="events">Events.</param>
/// <param name="logger">The log.</param>
public sealed class EndReconciliation(ReconciliationWork work, ReconciliationEvents events, ILogger<EndReconciliation> logger)
{
    /// <summary>Runs it. Doing it again keeps the same and is the same event.</summary>
    /// <param name="ended">What was found.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is kept.</returns>
    [Function(nameof(EndReconciliation))]
    public async Task RunAsync([ActivityTrigger] EndedReconciliationV1 ended, CancellationToken cancellationToken)
    {
        var kept = await work.EndAsync(Found.Of(ended), cancellationToken);
        var company = kept.Company.Company.Value;
        if (kept.State == ReconciliationState.Failed)
        {
            logger.CutOff(kept.Id, company, kept.Reason);
        }

        if (kept.Drift > 0)
        {
            logger.DriftFound(
                kept.Id,
                company,
                kept.Drift,
                kept.Recorded.Count,
                CountOf(kept, DifferenceKind.MissingInLedger),
                CountOf(kept, DifferenceKind.DoubledInLedger),
                CountOf(kept, DifferenceKind.AmountDiffers),
                CountOf(kept, DifferenceKind.NotRecorded),
                CountOf(kept, DifferenceKind.AttachmentMissing));
            foreach (var (kind, count) in kept.Differences)
            {
                ExpensesMetrics.DriftFound(count, kind.ToString(), ended.Plan.Platform);
            }

            await events.DriftFoundAsync(kept, cancellationToken);
        }
        else if (kept.State == ReconciliationState.Complete)
        {
            logger.Reconciled(kept.Id, company, kept.Recorded.Count, kept.Unverified);
        }
    }

    private static int CountOf(Reconciliation reconciliation, DifferenceKind kind) => reconciliation.Differences.GetValueOrDefault(kind);
}
