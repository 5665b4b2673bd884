using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Reconciling;

/// <inheritdoc />
public sealed class ReconciliationStarter : IReconciliationStarter
{
    /// <inheritdoc />
    public async Task StartAsync(DurableTaskClient client, CompanyKey company, string id, CancellationToken cancellationToken)
    {
        var instance = $"reconcile-{id}";
        if (await client.GetInstanceAsync(instance, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ReconcileCompanyOrchestrator.Name,
                new ReconciliationV1(new CompanyWorkV1(new CompanyV1(company.Client.Value, company.Company.Value), id)),
                new StartOrchestrationOptions(instance),
                cancellationToken);
        }
    }
}
