using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Does something for every company: an orchestration for each, a few at a time, a page of companies per generation.</summary>
public static class CompanyRoundOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "CompanyRound";

    private const int CompaniesAtATime = 4;

    /// <summary>Runs a page and goes on with the next.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="round">The work, and how far it has come.</param>
    /// <returns>When the page is done.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, CompanyRoundV1 round)
    {
        var page = await context.CallActivityAsync<CompanyPageV1>(nameof(ListCompanyPage), round, Retries.Transient);
        await SlidingWindow.RunAsync(page.Companies, CompaniesAtATime, company => WorkAsync(context, round.Work, company));
        if (page.Next is not null)
        {
            context.ContinueAsNew(round with { After = page.Next });
        }
    }

    private static async Task<bool> WorkAsync(TaskOrchestrationContext context, string work, CompanyV1 company)
    {
        try
        {
            var one = new CompanyWorkV1(company, context.NewGuid().ToString("D"));
            object input = string.Equals(work, ReconcileCompanyOrchestrator.Name, StringComparison.Ordinal) ? new ReconciliationV1(one) : one;
            await context.CallSubOrchestratorAsync(work, input);
            return true;
        }
        catch (TaskFailedException)
        {
            // It is in the child's history, and the other companies are not to suffer for it.
            return false;
        }
    }
}
