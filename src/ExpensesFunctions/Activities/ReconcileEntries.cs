using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Reconciling;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Compares a page of entries: one request to the platform at most.</summary>
/// <param name="work">The work.</param>
public sealed class ReconcileEntries(ReconciliationWork work)
{
    /// <summary>Runs it. What is certain is a result; a fault that passes is an exception, for the retry policy.</summary>
    /// <param name="step">Where it stands.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What was found.</returns>
    [Function(nameof(ReconcileEntries))]
    public async Task<ReconciliationStepResultV1> RunAsync([ActivityTrigger] ReconciliationStepV1 step, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await work.StepAsync(
                new ReconciliationStep(
                    Found.KeyOf(step.Work.Company),
                    step.Work.Id,
                    new ConnectionId(step.Plan.Connection),
                    step.Plan.Started,
                    step.Plan.From,
                    step.Number,
                    step.IsLedgerSide,
                    step.Cursor,
                    step.Listed),
                cancellationToken);
            return new ReconciliationStepResultV1(Found.Of(outcome.Findings), outcome.Next, outcome.Listed);
        }
        catch (ConnectorException e) when (e.Category == FailureCategory.RateLimited)
        {
            return new ReconciliationStepResultV1(
                Found: null, RetryAfterSeconds: Math.Max(1, (e.RetryAfter ?? PushBatch.DefaultRetryAfter).TotalSeconds));
        }
        catch (ConnectorException e) when (e.Category is FailureCategory.Unauthorized or FailureCategory.SubscriptionExpired or FailureCategory.Rejected)
        {
            return new ReconciliationStepResultV1(Found: null, Stop: e.Message);
        }
    }
}
