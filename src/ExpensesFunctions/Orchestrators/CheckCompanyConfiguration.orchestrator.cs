using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ExpensesFunctions.Orchestrators;

/// <summary>Checks a company's configuration against its ledger, and tells of what is new (codat-contract §8 row 13).</summary>
public static class CheckCompanyConfigurationOrchestrator
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "CheckCompanyConfiguration";

    /// <summary>Runs it. A ledger that cannot be read for minutes fails it; the next night's check is another one.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="work">The company and the check's id.</param>
    /// <returns>When it is checked.</returns>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, CompanyWorkV1 work)
    {
        var found = await context.CallActivityAsync<CheckedConfigurationV1>(nameof(CheckConfiguration), work, Retries.Transient);
        if (found.HasNews)
        {
            await context.CallActivityAsync(nameof(PublishConfigurationCheck), work, Retries.Transient);
        }
    }
}
