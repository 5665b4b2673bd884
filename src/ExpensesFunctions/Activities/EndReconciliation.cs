using Expenses.Core.Reconciling;
using Expenses.Core.Telemetry;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Reconciling;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Activities;

/// <summary>Keeps what a reconciliation found, and tells of drift that nobody acknowledged: log, metric and event.</summary>
/// <param name="work">The work.</param>
/// <param name="acknowledging">What is acknowledged.</param>
/// <param name="events">Events.</param>
/// <param name="logger">The log.</param>
public sealed class EndReconciliation(
    ReconciliationWork work, DriftAcknowledging acknowledging, ReconciliationEvents events, ILogger<EndReconciliation> logger)
{
    /// <summary>Runs it. Doing it again keeps the same and is the same event.</summary>
    /// <param name="ended">What was found.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is kept.</returns>
    [Function(nameof(EndReconciliation))]
    public async Task RunAsync([ActivityTrigger] EndedReconciliationV1 ended, CancellationToken cancellationToken)
    {
        var kept = await work.EndAsync(Found.Of(ended), cancellationToken);
        var news = await acknowledging.SettleAsync(kept, cancellationToken);
        Log(kept, news);
        if (news.Count > 0)
        {
            foreach (var (kind, count) in news.Open)
            {
                ExpensesMetrics.DriftFound(count, kind.ToString(), ended.Plan.Platform);
            }

            await events.DriftFoundAsync(kept, kept.Drift - news.Count, cancellationToken);
        }
    }

    private void Log(Reconciliation kept, DriftNews news)
    {
        var company = kept.Company.Company.Value;
        if (kept.State == ReconciliationState.Failed)
        {
            logger.CutOff(kept.Id, company, kept.Reason);
        }

        if (news.Forgotten > 0)
        {
            logger.AcknowledgementsForgotten(kept.Id, company, news.Forgotten);
        }

        if (news.Count > 0)
        {
            logger.DriftFound(
                kept.Id,
                company,
                news.Count,
                kept.Recorded.Count,
                news.Open.GetValueOrDefault(DifferenceKind.MissingInLedger),
                news.Open.GetValueOrDefault(DifferenceKind.DoubledInLedger),
                news.Open.GetValueOrDefault(DifferenceKind.AmountDiffers),
                news.Open.GetValueOrDefault(DifferenceKind.NotRecorded),
                news.Open.GetValueOrDefault(DifferenceKind.AttachmentMissing),
                kept.Drift - news.Count);
        }
        else if (kept.Drift > 0)
        {
            logger.NothingNewFound(kept.Id, company, kept.Drift, kept.Recorded.Count);
        }
        else if (kept.State == ReconciliationState.Complete)
        {
            logger.Reconciled(kept.Id, company, kept.Recorded.Count, kept.Unverified);
        }
    }
}
