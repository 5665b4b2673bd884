using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Reconciling;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>
/// Compares a company's ledger with what was recorded: first every recorded entry, then every entry of the ledger, a page
/// and at most one request to the platform at a time. It fails nobody: what cuts it off is in its record.
/// </summary>
public static class ReconcileCompanyOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "ReconcileCompany";

    // About six events of history each.
    private const int StepsPerGeneration = 40;

    /// <summary>Runs it.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">The company, and how far it has come.</param>
    /// <returns>When the result is kept.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, ReconciliationV1 input)
    {
        var plan = input.Plan
            ?? await context.CallActivityAsync<ReconciliationPlanV1>(nameof(BeginReconciliation), input.Work, Retries.Transient);
        if (!plan.IsPossible)
        {
            return;
        }

        var progress = input.Progress ?? new ReconciliationProgressV1(0, IsLedgerSide: false, Cursor: null, Found.Nothing, Listed: 0);
        for (var step = 0; step < StepsPerGeneration; step++)
        {
            var result = await StepAsync(context, input.Work, plan, progress);
            if (result.Found is null)
            {
                await EndAsync(context, input.Work, plan, progress.Found, result.Stop ?? "The ledger could not be read.");
                return;
            }

            var found = progress.Found.Plus(result.Found);
            if (result.Next is null && progress.IsLedgerSide)
            {
                await EndAsync(context, input.Work, plan, found, reason: "");
                return;
            }

            progress = new ReconciliationProgressV1(
                progress.Step + 1, progress.IsLedgerSide || result.Next is null, result.Next, found, progress.Listed + result.Listed);
        }

        context.ContinueAsNew(input with { Plan = plan, Progress = progress });
    }

    private static async Task<ReconciliationStepResultV1> StepAsync(
        TaskOrchestrationContext context, CompanyWorkV1 work, ReconciliationPlanV1 plan, ReconciliationProgressV1 progress)
    {
        var quota = new QuotaPermits(context, plan.Connection, plan.RequestsPerWindow, plan.WindowSeconds);
        var step = new ReconciliationStepV1(work, plan, progress.Step, progress.IsLedgerSide, progress.Cursor, progress.Listed);
        ReconciliationStepResultV1 result;
        do
        {
            await quota.TakeAsync(1);
            try
            {
                result = await context.CallActivityAsync<ReconciliationStepResultV1>(nameof(ReconcileEntries), step, Retries.Transient);
            }
            catch (TaskFailedException e)
            {
                return new ReconciliationStepResultV1(Found: null, Stop: FailureText.Of(e));
            }

            await quota.ThrottleAsync(result.RetryAfterSeconds);
        }
        while (result.RetryAfterSeconds > 0);

        return result;
    }

    private static Task EndAsync(TaskOrchestrationContext context, CompanyWorkV1 work, ReconciliationPlanV1 plan, FoundV1 found, string reason) =>
        context.CallActivityAsync(nameof(EndReconciliation), new EndedReconciliationV1(work, plan, found, reason), Retries.Transient);
}
